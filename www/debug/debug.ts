/**
 * The signature debugger. This page's worker computes everything while the user types. It sends nothing and stores
 * nothing.
 */
import type { ExplainInput, Explanation } from "zoom-lti-pro/explain";
import { readAs } from "../../src/npm/text/read-as.js";
import { byId, check, checkedValue } from "../page/dom.js";
import { listenTo } from "./actions.js";
import { progressView } from "./checked.js";
import { Clock } from "./clock.js";
import { Engine, type Outcome, type Running } from "./engine.js";
import { ExampleDialog } from "./example-dialog.js";
import type { Example } from "./examples.js";
import { listenForRequest } from "./hand-over.js";
import { headline } from "./headline.js";
import { listenToForms, showRenewed } from "./request.js";
import { failure, outline, results } from "./results.js";
import { SAMPLE_TIME } from "./sample.js";
import { Secrets } from "./secrets.js";
import { typedRequest, unfinished } from "./typed.js";
import { sampleView } from "./view.js";
import { KEY, wrong, type Filled } from "./wrong.js";

const mode = byId("mode", HTMLFieldSetElement);
const pasted = byId("request", HTMLTextAreaElement);
const received = byId("received", HTMLInputElement);
const response = byId("response", HTMLTextAreaElement);
const secret = byId("secret", HTMLInputElement);
const more = byId("more", HTMLDetailsElement);
const output = byId("output", HTMLElement);
const verdict = byId("verdict", HTMLElement);
const detail = byId("detail", HTMLElement);
const note = byId("request-note", HTMLElement);
const panel = byId("results", HTMLElement);

/** A sample: filled in by the page, and replaced by the first thing that the user enters. */
interface Sample {
  request: string;
  /** What the request has as long as it is the sample, perhaps edited. */
  mark: string;
  /** Absent if it is sent now. */
  now?: number;
}

/** What the build wrote into the page. */
const FIRST = { request: pasted.defaultValue, secret: secret.defaultValue };
const HINT = note.dataset["hint"] ?? "";

const engine = new Engine();
const clock = new Clock();
const secrets = new Secrets(secretsChanged);
const typed = typedRequest(byId("typed", HTMLElement), show);
const examples = new ExampleDialog((example) => void showExample(example));
let sample: Sample | undefined;

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
    now: isTyped() ? undefined : sample?.now,
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
  draw(outline());
  say("Paste a request", "calm");
  detail.textContent = "The debugger names the mistake and corrects the request.";
  note.textContent = HINT;
}

function showOutcome(outcome: Outcome, asked: ExplainInput): void {
  if ("failure" in outcome) {
    draw(failure(outcome.failure));
    say("This could not be explained", "warn");
    detail.textContent = "";
    return;
  }
  const explanation = isTyped() ? unfinished(outcome.explanation) : outcome.explanation;
  const given = secrets.read();
  const view = {
    learning: isTyped(),
    hidden: { secrets: given, received: received.value },
    ms: outcome.ms,
    trial: secrets.trial(explanation.verdict.code === "not_found"),
    clock: clock.set(explanation.parameters.find(({ name }) => name === "timestamp")?.value),
  };
  draw(results(explanation, asked.now === undefined ? view : sampleView(given)));
  clock.show();
  const { title, tone, code, detail: said } = headline(explanation);
  say(title, tone, code);
  detail.textContent = said;
  note.textContent = readAs(explanation) ?? HINT;
}

/** Keeps open folds open. */
function draw(nodes: Node[]): void {
  const open = [...output.querySelectorAll("details[open][id]")].map(({ id }) => id);
  secrets.keepingFocus(() => output.replaceChildren(...nodes));
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  panel.removeAttribute("aria-busy");
}

/** Writes only changes: otherwise a screen reader would repeat the live region at every key. */
function say(text: string, tone: string, code = ""): void {
  if (verdict.textContent !== text) verdict.textContent = text;
  verdict.dataset["tone"] = tone;
  verdict.dataset["code"] = code;
}

/** Searches for two mistakes made together. The user can stop it. */
async function deepen(): Promise<void> {
  const asked = input();
  if (asked === undefined) return;
  let running: Running | undefined;
  const view = progressView(() => running?.stop());
  byId("deepen", HTMLElement).replaceWith(view.element);
  running = engine.search(asked, view.show);
  view.stopButton.focus();
  const outcome = await running.outcome;
  if (outcome === undefined) return;
  showOutcome(outcome, asked);
  verdict.focus();
}

/** Signs the correct request again with the current time. The input stays as it is. */
async function renew(): Promise<void> {
  const asked = input();
  const found = asked && correctedIn(await engine.explain(asked));
  if (asked === undefined || found === undefined) return;
  const request = found.url.replace(/([?&]timestamp=)[^&]*/, `$1${Date.now()}`);
  const renewed = correctedIn(await engine.explain({ request, secrets: asked.secrets }));
  if (renewed !== undefined) showRenewed(renewed);
}

function correctedIn(outcome: Outcome | undefined): Explanation["corrected"] {
  return outcome === undefined || "failure" in outcome ? undefined : outcome.explanation.corrected;
}

function showMode(): void {
  byId("paste", HTMLElement).hidden = isTyped();
  byId("typed", HTMLElement).hidden = !isTyped();
  byId("response-field", HTMLElement).hidden = isTyped();
  mark();
  show();
}

/** Says whether the page shows a sample. */
function mark(): void {
  const isSample = sample !== undefined && !isTyped();
  document.body.toggleAttribute("data-sample", isSample);
  pasted.setAttribute("aria-describedby", isSample ? "sample-tag request-note" : "request-note");
}

/** `kept`: the field that the user edits. Written to, it could not be undone. */
function empty(kept?: HTMLElement): void {
  sample = undefined;
  for (const field of [pasted, received, response]) if (field !== kept) field.value = "";
  secrets.clear();
  mark();
}

function clear(): void {
  empty();
  typed.clear();
  showNothing();
}

function showSample(): void {
  fill({ request: FIRST.request, secrets: [{ label: "LTI secret", secret: FIRST.secret }] }, SAMPLE_TIME);
}

async function showExample({ program }: Example): Promise<void> {
  fill(await wrong(program, Date.now()));
}

/** Shows a sample. */
function fill({ request, response: responded = "", secrets: given }: Filled, now?: number): void {
  empty();
  pasted.value = request;
  response.value = responded;
  secrets.set(given);
  const known = [KEY, request].find((text) => request.includes(text)) ?? request;
  sample = { request, mark: known, ...(now === undefined ? {} : { now }) };
  more.open = responded !== "" || given.length > 1;
  check(mode, "paste");
  showMode();
}

/** A request from the user. */
function take(request: string): void {
  empty();
  pasted.value = request;
  check(mode, "paste");
  showMode();
}

/** The first thing that the user enters replaces the sample. An edited sample stays the sample. */
function requestChanged(): void {
  if (sample !== undefined && !pasted.value.includes(sample.mark)) endSample(pasted);
  show();
}

function secretsChanged(): void {
  if (sample !== undefined && document.activeElement === secret) endSample(secret);
  show();
}

function endSample(edited: HTMLInputElement | HTMLTextAreaElement): void {
  const { value } = edited;
  empty(edited);
  if (edited.value !== value) edited.value = value;
}

/** The first click into a sample selects it, so that typing or pasting replaces it. */
function selectSample(field: HTMLInputElement | HTMLTextAreaElement): void {
  let isNew = false;
  field.addEventListener("focus", () => {
    if (sample === undefined) return;
    isNew = true;
    field.select();
  });
  field.addEventListener("click", () => {
    if (isNew && sample !== undefined && field.selectionStart === field.selectionEnd) field.select();
    isNew = false;
  });
}

/** Shows the field, which may be folded. */
function enter(field: HTMLInputElement): void {
  if (more.contains(field)) more.open = true;
  field.focus();
}

function listen(): void {
  pasted.addEventListener("input", requestChanged);
  for (const field of [received, response]) field.addEventListener("input", show);
  for (const field of [pasted, secret]) selectSample(field);
  mode.addEventListener("change", showMode);
  byId("open-examples", HTMLButtonElement).addEventListener("click", () => examples.open());
  byId("clear", HTMLButtonElement).addEventListener("click", () => {
    clear();
    byId(isTyped() ? "typed" : "paste", HTMLElement)
      .querySelector<HTMLElement>("input, textarea")
      ?.focus();
  });
  listenTo(output, {
    renew: () => void renew(),
    deepen: () => void deepen(),
    "enter-secret": () => enter(secret),
    "enter-signature": () => enter(received),
    "show-sample": showSample,
    "open-examples": () => examples.open(),
  });
  listenToForms(output);
  addEventListener("keydown", (event) => {
    const isField = event.target instanceof Element && event.target.matches("input, textarea, select");
    if (event.key !== "/" || isField || event.ctrlKey || event.metaKey || event.altKey || isTyped()) return;
    event.preventDefault();
    pasted.focus();
  });
  // Clear everything, the worker too, before the page enters the back-forward cache: for an hour, a signature works
  // like a password.
  addEventListener("pagehide", clear);
  addEventListener("pageshow", ({ persisted }) => persisted && showSample());
}

/** The result of the sample is in the page already, so the page is shown before the worker is loaded. */
function start(): void {
  // Browsers may restore the contents of a form.
  check(mode, "paste");
  pasted.value = FIRST.request;
  secret.value = FIRST.secret;
  sample = { request: FIRST.request, mark: KEY, now: SAMPLE_TIME };
  mark();
  listen();
  prepareSoon();
  listenForRequest(take);
}

const FIRST_ACTS = ["pointermove", "pointerdown", "keydown", "focusin"];
const QUIET_MS = 1500;

/** Starts the worker when the user does something, or when the page has been quiet for a while. */
function prepareSoon(): void {
  const prepare = (): void => {
    for (const act of FIRST_ACTS) removeEventListener(act, prepare);
    void engine.prepare().then(() => (document.body.dataset["ready"] = ""));
  };
  for (const act of FIRST_ACTS) addEventListener(act, prepare, { passive: true });
  const later = (): void => void setTimeout(prepare, QUIET_MS);
  if (document.readyState === "complete") later();
  else addEventListener("load", later, { once: true });
}

start();
