"""Graphs put on a server and taken back, each of them whole or not at all."""
