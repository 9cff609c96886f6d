"""The site as an ASGI application: routes, content negotiation, error handlers."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from mandategraph.errors import MandateGraphError
from mandategraph.serve.handlers import Handlers
from mandategraph.serve.places import PLACES
from mandategraph.serve.pool import Pool
from mandategraph.serve.security import Guard
from mandategraph.serve.site import worker_store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection

    from mandategraph.serve.site import Site


def application(site: Site, hosts: Collection[str], *, cors: bool = False) -> Starlette:
    """The application; its workers run while it does."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        del app
        with worker_store(site.graph) as folder:
            async with Pool(folder, site.limits) as pool:
                site.pool = pool
                yield
                site.pool = None

    handlers = Handlers(site)
    routes: list[Route | Mount] = [
        Route("/id/{local:path}", handlers.name, methods=["GET", "HEAD"]),
        Route("/doc/{local:path}", handlers.document, methods=["GET", "HEAD"]),
        Route("/resource", handlers.resource, methods=["GET", "HEAD"]),
        Route("/sparql", handlers.sparql, methods=["GET", "HEAD", "POST"]),
        Route("/sparql/", handlers.sparql, methods=["GET", "HEAD", "POST"]),
        *(
            Route(path, handlers.page(place), methods=["GET", "HEAD"], name=place.name)
            for place in PLACES
            for path in (place.path, _twin(place.path))
        ),
        Mount("/static", StaticFiles(packages=[("mandategraph.serve", "static")])),
    ]
    guard = Middleware(Guard, hosts=hosts, reads=("/sparql", "/sparql/"), cors=cors)
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[guard],
        exception_handlers={
            HTTPException: handlers.failed,
            MandateGraphError: handlers.failed,
        },
    )


def _twin(path: str) -> str:
    return "/index.json" if path == "/" else f"{path}.json"
