/** The meetings page. It reads the view from the URL, requests the meetings from the Worker and shows them. */
import type { ListedMeetings, StartTimeIn } from "zoom-lti-pro";
import { FIND_USER_ID, LOOKS_LIKE_EMAIL, NO_USER_ID } from "./messages.js";
import {
  fetchDemo,
  fetchMeetings,
  ListFailure,
  meetingsPath,
  type ApiError,
  type Demo,
  type DemoUser,
} from "./page/api.js";
import { button, byId, check, checkedValue, h } from "./page/dom.js";
import { askState, beyondState, emptyState, errorState, loadingState } from "./page/states.js";
import { meetingTable } from "./page/table.js";
import { otherFields } from "./page/others.js";
import { PAGE_SIZES, readView, viewQuery, type View } from "./page/view.js";

const userId = byId("user-id", HTMLInputElement);
const userNote = byId("user-id-note", HTMLElement);
const when = byId("when", HTMLFieldSetElement);
const reading = byId("reading", HTMLFieldSetElement);
const pageSize = byId("page-size", HTMLSelectElement);
const heading = byId("results-title", HTMLElement);
const summary = byId("summary", HTMLElement);
const results = byId("results", HTMLElement);
const pager = byId("pager", HTMLElement);
const previous = byId("previous", HTMLButtonElement);
const next = byId("next", HTMLButtonElement);
const demoNote = byId("demo-note", HTMLElement);
const behind = byId("behind", HTMLDetailsElement);

const others = otherFields(byId("others", HTMLElement), (values) => void go({ others: values, pageNum: 1 }));

const noteAtRest = [...userNote.childNodes];

let view: View = readView(location.search);
let shown: ListedMeetings | undefined;
let demoUsers: readonly DemoUser[] = [];
let inFlight: AbortController | undefined;

/** Changes the view, writes it to the URL and loads it. */
function go(change: Partial<View>): Promise<void> {
  view = { ...view, ...change };
  history.pushState(null, "", location.pathname + viewQuery(view));
  return load();
}

/** Shows the view's meetings. A newer request aborts an older one, which then shows nothing. */
async function load(): Promise<void> {
  inFlight?.abort();
  const { signal } = (inFlight = new AbortController());
  fillControls();
  if (view.userId === "") return showAsk();
  showLoading();
  try {
    const page = await fetchMeetings(view, signal);
    if (!signal.aborted) showPage(page);
  } catch (cause) {
    if (!signal.aborted) showError(cause instanceof ListFailure ? cause.error : { code: "internal" });
  }
}

function fillControls(): void {
  userId.value = view.userId;
  check(when, String(view.isUpComing));
  check(reading, view.startTimeIn);
  pageSize.value = String(view.pageSize);
  others.fill(view.others);
  heading.textContent = view.isUpComing ? "Upcoming meetings" : "Past meetings";
  noteUser(view.userId.includes("@") ? LOOKS_LIKE_EMAIL : null, false);
  pressChoice();
}

/** Marks the selected user of the demo and shows its description. */
function pressChoice(): void {
  for (const choice of document.querySelectorAll("#demo-users button")) {
    choice.setAttribute("aria-pressed", String(choice.getAttribute("data-user-id") === view.userId));
  }
  const chosen = demoUsers.find((user) => user.userId === view.userId);
  demoNote.textContent = chosen?.description ?? "";
  demoNote.hidden = demoNote.textContent === "";
}

function showAsk(): void {
  results.setAttribute("aria-busy", "false");
  replaceResults(undefined, "", askState());
  behind.hidden = true;
}

/** The previous page stays, dimmed, until the next one is loaded, so that the layout does not jump. */
function showLoading(): void {
  results.setAttribute("aria-busy", "true");
  summary.textContent = "Loading …";
  if (shown === undefined) results.replaceChildren(loadingState());
}

function showPage(page: ListedMeetings): void {
  showRequest(page);
  if (page.list.length > 0) {
    replaceResults(page, rangeText(page), ...startWarning(page), meetingTable(page.list, view.startTimeIn));
  } else if (page.total > 0 && view.pageNum > 1) {
    replaceResults(
      page,
      "Nothing on this page.",
      beyondState(view.pageNum, page.total, () => void goTo(1)),
    );
  } else {
    replaceResults(page, "No meetings.", emptyState(view.isUpComing));
  }
}

function showError(error: ApiError): void {
  replaceResults(undefined, "", errorState(error, retry));
  behind.hidden = true;
  if (error.code === "invalid_argument" && error.field === "userId") noteUser(error.message ?? null, true);
}

/** The button disappears with its error, so the heading takes the focus. */
function retry(): void {
  heading.focus();
  void load();
}

function replaceResults(page: ListedMeetings | undefined, said: string, ...content: Node[]): void {
  shown = page;
  results.setAttribute("aria-busy", "false");
  results.replaceChildren(...content);
  summary.textContent = said;
  showPager(page);
}

/** Uses the response: the server may use another page size than requested. */
function showPager(page: ListedMeetings | undefined): void {
  const pages = page && page.pageSize > 0 ? Math.ceil(page.total / page.pageSize) : 0;
  pager.hidden = !page || page.list.length === 0 || (pages <= 1 && page.pageNum <= 1);
  if (!page || pager.hidden) return;
  byId("page-of", HTMLElement).textContent = `Page ${page.pageNum} of ${Math.max(pages, page.pageNum)}`;
  previous.disabled = page.pageNum <= 1;
  next.disabled = page.pageNum >= pages;
}

function rangeText(page: ListedMeetings): string {
  const first = (page.pageNum - 1) * page.pageSize + 1;
  const last = first + page.list.length - 1;
  const range = page.list.length === 1 ? `${first}` : `${first}–${last}`;
  const other = page.pageSize === view.pageSize ? "" : `; the server uses pages of ${page.pageSize}`;
  return `${range} of ${page.total}${other}`;
}

/** If the start times look wrong, offers the other time zone. */
function startWarning(page: ListedMeetings): Node[] {
  const doubtful =
    view.startTimeIn === "utc" && page.meta?.warnings?.some((warning) => warning.code === "start_times_past");
  if (!doubtful) return [];
  const swap = button("Read them in the meeting’s zone", swapReading, "link");
  return [h("p", { class: "notice" }, "Read as UTC, all of these upcoming meetings lie in the past. ", swap)];
}

function swapReading(): void {
  check(reading, "timezone");
  heading.focus();
  reread("timezone");
}

function showRequest(page: ListedMeetings): void {
  behind.hidden = false;
  byId("curl", HTMLElement).textContent = `curl '${location.origin}${meetingsPath(view)}'`;
  const attempts = page.meta?.attempts ?? 1;
  const status = page.meta ? `, with HTTP status ${page.meta.status}` : "";
  byId("meta", HTMLElement).textContent = `Signed and sent ${attempts === 1 ? "once" : `${attempts} times`}${status}.`;
}

/** Sets the note under the field. A fault also marks the field; null restores the original note. */
function noteUser(text: string | null, fault: boolean): void {
  if (text === null) userNote.replaceChildren(...noteAtRest);
  else userNote.textContent = text;
  userNote.classList.toggle("warn", text !== null);
  if (fault) userId.setAttribute("aria-invalid", "true");
  else userId.removeAttribute("aria-invalid");
}

/** After paging, the button may be disabled and the list starts above, so the heading takes the focus. */
async function goTo(pageNum: number): Promise<void> {
  const loaded = go({ pageNum });
  heading.focus();
  await loaded;
}

function showDemo(demo: Demo): void {
  const backend = byId("backend", HTMLElement);
  backend.textContent = demo.backend === "emulator" ? "Backend: emulator, no Zoom account" : "Backend: Zoom";
  backend.classList.toggle("live", demo.backend === "zoom");
  backend.hidden = false;
  demoUsers = demo.users;
  const users = byId("demo-users", HTMLElement);
  users.hidden = demo.users.length === 0;
  users.replaceChildren(
    h("span", { class: "note" }, "Try"),
    ...demo.users.map((user) => {
      const choice = button(user.name, () => void go({ userId: user.userId, pageNum: 1 }), "choice");
      choice.setAttribute("data-user-id", user.userId);
      return choice;
    }),
  );
}

function submit(event: Event): void {
  event.preventDefault();
  const entered = userId.value.trim();
  if (entered === "") {
    noteUser(NO_USER_ID, true);
    userId.focus();
    return;
  }
  void go({ userId: entered, pageNum: 1 });
}

function listen(): void {
  byId("search", HTMLFormElement).addEventListener("submit", submit);
  when.addEventListener("change", () => void go({ isUpComing: checkedValue(when) === "true", pageNum: 1 }));
  pageSize.addEventListener("change", () => void go({ pageSize: Number(pageSize.value), pageNum: 1 }));
  reading.addEventListener("change", () => reread(checkedValue(reading) as StartTimeIn));
  previous.addEventListener("click", () => void goTo((shown?.pageNum ?? view.pageNum) - 1));
  next.addEventListener("click", () => void goTo((shown?.pageNum ?? view.pageNum) + 1));
  byId("find-id", HTMLButtonElement).addEventListener("click", focusSteps);
  addEventListener("popstate", () => {
    view = readView(location.search);
    void load();
  });
}

/** The steps are in the results if a user is missing or unknown, otherwise below them. */
function focusSteps(): void {
  document.querySelector<HTMLElement>(".steps")?.focus();
}

/** The time zone affects only the display, so this needs no new request. */
function reread(startTimeIn: StartTimeIn): void {
  view = { ...view, startTimeIn };
  history.replaceState(null, "", location.pathname + viewQuery(view));
  if (shown && results.getAttribute("aria-busy") === "false") showPage(shown);
}

async function begin(): Promise<void> {
  pageSize.append(...PAGE_SIZES.map((size) => h("option", {}, String(size))));
  byId("find-steps", HTMLOListElement).append(...FIND_USER_ID.map((step) => h("li", {}, step)));
  listen();
  // With a user in the URL, there is no need to wait for the demo's users.
  if (view.userId !== "") void load();
  const demo = await fetchDemo();
  if (demo) showDemo(demo);
  if (view.userId !== "") return pressChoice();
  view = { ...view, userId: demo?.users[0]?.userId ?? "" };
  // Replaces the entry without a user, so that "back" returns here.
  history.replaceState(null, "", location.pathname + viewQuery(view));
  await load();
}

void begin();
