/** The signature debugger: everything is computed here, as one types. It sends nothing and keeps nothing. */
import { byId, check, checkedValue, h } from "../page/dom.js";
import { explain } from "./explain.js";
import { stageList, verdict } from "./stages.js";
import { typedRequest } from "./typed.js";
import { invisibleIn } from "./visible.js";

/** The request of the article's example of the list. */
const ARTICLE_URL =
  "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?key=te2BnjG2QUOxSxiQZBHYAw&timestamp=1659605405120&isUpComing=true&pageNum=1&pageSize=1&userId=_vIWeZ76TtuFceCKHkVk4Q";

const mode = byId("mode", HTMLFieldSetElement);
const pasted = byId("request", HTMLTextAreaElement);
const secret = byId("secret", HTMLInputElement);
const reveal = byId("reveal", HTMLButtonElement);
const received = byId("received", HTMLInputElement);
const output = byId("output", HTMLElement);
const said = byId("verdict", HTMLElement);

const typed = typedRequest(byId("typed", HTMLElement), show);

function isTyped(): boolean {
  return checkedValue(mode) === "type";
}

/** Explains what is entered now. Fast enough to run on every key. */
function show(): void {
  noteSecret();
  const request = isTyped() ? typed.url() : pasted.value;
  if (request.trim() === "") return showNothing();
  const explained = explain({ request, secret: secret.value, received: received.value });
  if ("failure" in explained) return showFailure(explained.failure);
  output.replaceChildren(stageList(explained));
  say(verdict(explained));
}

function showNothing(): void {
  const names = ["Parameters", "Canonical query", "MAC", "Signature", "Header", "Request"];
  const outline = h("ol", { class: "stages" }, ...names.map((name) => h("li", { class: "stage idle" }, h("h3", {}, name))));
  output.replaceChildren(h("p", { class: "muted" }, "Enter a request, or start with the article’s example."), outline);
  say({ text: "", tone: "" });
}

function showFailure(message: string): void {
  output.replaceChildren(h("div", { class: "state error" }, h("h3", {}, "This could not be explained"), h("p", { class: "said" }, message)));
  say({ text: "Failed", tone: "bad" });
}

/** Only on a change: a live region that repeats itself on every key cannot be listened to. */
function say({ text, tone }: { text: string; tone: string }): void {
  if (said.textContent !== text) said.textContent = text;
  said.className = text === "" ? "" : `chip ${tone}`;
}

/** A secret is not drawn, so what hides in it is named beside it. */
function noteSecret(): void {
  const hidden = invisibleIn(secret.value);
  const note = hidden.length === 0 ? "" : `The secret holds ${hidden.join(", ")}. It counts as part of the secret; was it copied along?`;
  const element = byId("secret-odd", HTMLElement);
  if (element.textContent !== note) element.textContent = note;
}

function showMode(): void {
  byId("paste", HTMLElement).hidden = isTyped();
  byId("typed", HTMLElement).hidden = !isTyped();
  show();
}

function setReveal(shown: boolean): void {
  secret.type = shown ? "text" : "password";
  reveal.setAttribute("aria-pressed", String(shown));
}

/** Leaving the page, also into the back-forward cache: the secret goes, and with it all that was computed from it. */
function forgetSecret(): void {
  secret.value = "";
  setReveal(false);
  show();
}

function clear(): void {
  pasted.value = "";
  typed.clear();
  received.value = "";
  forgetSecret();
}

function example(): void {
  if (isTyped()) typed.fill();
  else pasted.value = ARTICLE_URL;
  show();
}

function listen(): void {
  for (const field of [pasted, secret, received]) field.addEventListener("input", show);
  mode.addEventListener("change", showMode);
  reveal.addEventListener("click", () => setReveal(secret.type === "password"));
  byId("example", HTMLButtonElement).addEventListener("click", example);
  byId("clear", HTMLButtonElement).addEventListener("click", clear);
  addEventListener("pagehide", forgetSecret);
}

// Browsers may bring back what a form held; here nothing comes back.
check(mode, "paste");
clear();
listen();
