import { choice } from "./dom.js";
import { say } from "./words.js";

/** The list of the plans, when there are several. */
export function planChoice(app) {
  const { model } = app;
  if (model.plans.length < 2) return null;
  const options = model.plans.map((plan) => [model.nodes[plan].name, model.plain(plan), model.form(plan)[1] || null]);
  return choice(say("choose_plan"), options, model.nodes[app.plan].name, (p) => app.go({ p, e: "", s: "" }));
}
