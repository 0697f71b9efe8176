/**
 * The signature debugger. This page's worker computes everything while the user types. It sends nothing and stores
 * nothing.
 */
import type { ExplainInput, Explanation } from "zoom-lti-pro/explain";
import { byId, check, checkedValue } from "../page/dom.js";
import { progressView } from "./checked.js";
import { Clock } from "./clock.js";
import { Engine, type Outcome, type Running } from "./engine.js";
import { exampleList } from "./example-list.js";
import { renewed } from "./fix.js";
import { failure, outline, results, tone } from "./results.js";
import { Secrets } from "./secrets.js";
import { typedRequest, unfinished } from "./typed.js";
import type { Filled } from "./wrong.js";

/** The request from the article's example. */
const ARTICLE_URL =
  "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?key=te2BnjG2QUOxSxiQZBHYAw&timestamp=1659605405120&isUpComing=true&pageNum=1&pageSize=1&userId=_vIWeZ76TtuFceCKHkVk4Q";

const mode = byId("mode", HTMLFieldSetElement);
const pasted = byId("request", HTMLTextAreaElement);
const received = byId("received", HTMLInputElement);
const response = byId("response", HTMLTextAreaElement);
const output = byId("output", HTMLElement);
const verdict = byId("verdict", HTMLElement);
const panel = byId("results", HTMLElement);

const engine = new Engine();
const clock = new Clock();
const secrets = new Secrets(show);
const typed = typedRequest(byId("typed", HTMLElement), show);

function isTyped(): boolean {
  return checkedValue(mode) === "type";
}

/** The present input. Undefined if there is nothing to explain. */
function input(): ExplainInput | undefined {
  const request = isTyped() ? typed.url() : pasted.value;
  if (request.trim() === "") return undefined;
  const given = (text: string): string | undefined => (text.trim() === "" ? undefined : text);
  return {
    request,
    signature: given(received.value),
    secrets: secrets.read(),
    response: isTyped() ? undefined : given(response.value),
  };
}

/** Explains the present input. */
function show(): void {
  const asked = input();
  if (asked === undefined) {
    showNothing();
    return;
  }
  panel.setAttribute("aria-busy", "true");
  void engine.explain(asked).then((outcome) => outcome && showOutcome(outcome, asked));
}

function showNothing(): void {
  engine.forget();
  clock.set(undefined);
  draw(outline());
  say("", "");
}

function showOutcome(outcome: Outcome, asked: ExplainInput): void {
  if ("failure" in outcome) {
    showFailure(outcome.failure);
    return;
  }
  const { ms } = outcome;
  const explanation = isTyped() ? unfinished(outcome.explanation) : outcome.explanation;
  clock.set(explanation.parameters.find(({ name }) => name === "timestamp")?.value);
  const given = secrets.read();
  const actions = {
    deepen: () => void deepen(asked),
    renew: given.length === 0 ? undefined : () => void renew(explanation, asked),
    trial: secrets.trial(),
  };
  draw(
    results(explanation, ms, { learning: isTyped(), hidden: { secrets: given, received: received.value }, actions }),
  );
  say(explanation.verdict.title, tone(explanation), explanation.verdict.code);
}

function showFailure(message: string): void {
  clock.set(undefined);
  draw(failure(message));
  say("This could not be explained", "warn");
}

/** Keeps open sections open. */
function draw(nodes: Node[]): void {
  const open = [...output.querySelectorAll("details[open][id]")].map(({ id }) => id);
  output.replaceChildren(...nodes);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  panel.removeAttribute("aria-busy");
}

/** Writes only changes: otherwise a screen reader would repeat the live region at every key. */
function say(text: string, toneOf: string, code = ""): void {
  if (verdict.textContent !== text) verdict.textContent = text;
  verdict.className = text === "" ? "" : `verdict ${toneOf}`;
  verdict.dataset["code"] = code;
}

/** Searches for two mistakes made together. The user can stop it. */
async function deepen(asked: ExplainInput): Promise<void> {
  let running: Running | undefined;
  const view = progressView(() => running?.stop());
  byId("deepen", HTMLElement).replaceWith(view.element);
  running = engine.search(asked, view.show);
  view.stopButton.focus();
  const outcome = await running.outcome;
  if (outcome === undefined) return;
  showOutcome(outcome, asked);
  panel.focus();
}

/** Signs the correct request again with the current time. The input stays as it is. */
async function renew({ corrected }: Explanation, { secrets: given }: ExplainInput): Promise<void> {
  if (corrected === undefined) return;
  const request = corrected.url.replace(/([?&]timestamp=)[^&]*/, `$1${Date.now()}`);
  const outcome = await engine.explain({ request, secrets: given });
  if (outcome === undefined || "failure" in outcome || outcome.explanation.corrected === undefined) return;
  byId("fixed", HTMLElement).replaceChildren(...renewed(outcome.explanation.corrected));
  byId("fixed-title", HTMLElement).focus();
}

function showMode(): void {
  byId("paste", HTMLElement).hidden = isTyped();
  byId("typed", HTMLElement).hidden = !isTyped();
  byId("response-field", HTMLElement).hidden = isTyped();
  show();
}

function clear(): void {
  for (const field of [pasted, received, response]) field.value = "";
  typed.clear();
  secrets.clear();
  showNothing();
}

function fill({ request, response: responded = "", secrets: given }: Filled): void {
  clear();
  check(mode, "paste");
  showMode();
  pasted.value = request;
  response.value = responded;
  secrets.set(given);
  show();
  // Only if the result is not visible: on a phone it is far below.
  if (panel.getBoundingClientRect().top > innerHeight / 2) panel.scrollIntoView();
}

function articleExample(): void {
  if (isTyped()) typed.fill();
  else pasted.value = ARTICLE_URL;
  show();
}

function listen(): void {
  for (const field of [pasted, received, response]) field.addEventListener("input", show);
  mode.addEventListener("change", showMode);
  byId("article", HTMLButtonElement).addEventListener("click", articleExample);
  byId("clear", HTMLButtonElement).addEventListener("click", clear);
  // Clear everything, the worker too, before the page enters the back-forward cache: for an hour, a signature works
  // like a password.
  addEventListener("pagehide", clear);
}

byId("examples", HTMLElement).append(...exampleList(fill));
// Browsers may restore the contents of a form. Here the form starts empty.
check(mode, "paste");
clear();
listen();
