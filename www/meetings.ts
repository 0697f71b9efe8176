/** The meetings page. It reads the view from the URL, requests the meetings from the Worker and shows them. */
import type { ListedMeetings, StartTimeIn } from "zoom-lti-pro";
import { DOWNLOAD, FIND_USER_ID, HOW_TO_FIND, NO_USER_ID } from "./messages.js";
import {
  fetchDemo,
  fetchMeetings,
  fetchSignedRequest,
  ListFailure,
  meetingsPath,
  type ApiError,
  type Demo,
  type DemoUser,
} from "./page/api.js";
import { copyOnClick } from "./page/copy.js";
import { button, byId, check, checkedValue, h } from "./page/dom.js";
import { download, type FileFormat } from "./page/download.js";
import { openInDebugger } from "./page/hand-over.js";
import { meetingList, type MeetingList } from "./page/list.js";
import { otherFields } from "./page/others.js";
import { askState, beyondState, emptyState, errorState, loadingState, sentence } from "./page/states.js";
import { VIEWER_ZONE, type Zone } from "./page/times.js";
import { userIdProblem } from "./page/user-id.js";
import { PAGE_SIZES, readView, viewQuery, type View } from "./page/view.js";

const userId = byId("user-id", HTMLInputElement);
const userNote = byId("user-id-note", HTMLElement);
const when = byId("when", HTMLFieldSetElement);
const zone = byId("zone", HTMLFieldSetElement);
const reading = byId("reading", HTMLFieldSetElement);
const readingPanel = byId("reading-panel", HTMLElement);
const wrongHour = byId("wrong-hour", HTMLButtonElement);
const pageSize = byId("page-size", HTMLSelectElement);
const heading = byId("results-title", HTMLElement);
const summary = byId("summary", HTMLElement);
const results = byId("results", HTMLElement);
const listEnd = byId("list-end", HTMLElement);
const pager = byId("pager", HTMLElement);
const previous = byId("previous", HTMLButtonElement);
const next = byId("next", HTMLButtonElement);
const downloads = byId("downloads", HTMLElement);
const downloadNote = byId("download-note", HTMLElement);
const behind = byId("behind", HTMLElement);
const handOverNote = byId("hand-over-note", HTMLElement);

const others = otherFields(byId("others", HTMLElement), (values) => void go({ others: values, pageNum: 1 }));

let view: View = readView(location.search);
let shown: ListedMeetings | undefined;
let list: MeetingList | undefined;
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
  if (view.userId === "") return showNothing();
  const problem = userIdProblem(view.userId);
  if (problem) return showFieldError(problem);
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
  check(zone, view.zone);
  check(reading, view.startTimeIn);
  pageSize.value = String(view.pageSize);
  others.fill(view.others);
  heading.textContent = view.isUpComing ? "Upcoming meetings" : "Past meetings";
  noteUser(null);
  pressChoice();
}

/** Marks the selected user of the demo. The code sample lists the same user. */
function pressChoice(): void {
  for (const choice of document.querySelectorAll("#demo-users button")) {
    choice.setAttribute("aria-pressed", String(choice.getAttribute("data-user-id") === view.userId));
  }
  if (view.userId === "" || userIdProblem(view.userId)) return;
  byId("sample-user-id", HTMLElement).textContent = JSON.stringify(view.userId).slice(1, -1);
}

function showNothing(): void {
  replaceResults(undefined, "", askState());
}

/** The error is about the field, so it is said only there. */
function showFieldError({ message }: Pick<ApiError, "message">): void {
  noteUser(sentence(message) ?? NO_USER_ID);
  replaceResults(undefined, "");
}

/** The previous page stays, dimmed, until the next one is loaded, so that the layout does not jump. */
function showLoading(): void {
  results.setAttribute("aria-busy", "true");
  summary.textContent = "Loading …";
  if (shown === undefined) results.replaceChildren(loadingState());
}

function showPage(page: ListedMeetings): void {
  if (page.list.length > 0) {
    list = meetingList(page.list, view, Date.now());
    replaceResults(page, rangeText(page), ...startWarning(page), list.element);
  } else if (page.total > 0 && view.pageNum > 1) {
    const state = beyondState(view.pageNum, page.total, () => void goTo(1));
    replaceResults(page, "Nothing on this page.", state);
  } else {
    const showOther = (): void => {
      heading.focus();
      void go({ isUpComing: !view.isUpComing, pageNum: 1 });
    };
    replaceResults(page, "", emptyState(view.isUpComing, showOther));
  }
  showRequest(page);
}

function showError(error: ApiError): void {
  if (error.code === "invalid_argument" && error.field === "userId") {
    showFieldError(error);
    return;
  }
  const state = errorState(error, { retry, debugger: handOver, firstPage: () => void goTo(1) });
  replaceResults(undefined, "", state);
}

/** The button disappears with its error, so the heading takes the focus. */
function retry(): void {
  heading.focus();
  void load();
}

function replaceResults(page: ListedMeetings | undefined, said: string, ...content: Node[]): void {
  shown = page;
  if (!page || page.list.length === 0) list = undefined;
  results.setAttribute("aria-busy", "false");
  results.replaceChildren(...content);
  summary.textContent = said;
  behind.hidden = page === undefined;
  handOverNote.textContent = "";
  downloadNote.textContent = "";
  downloads.hidden = list === undefined;
  byId("download-all", HTMLElement).textContent = DOWNLOAD.all(view.isUpComing);
  showPager(page);
}

/** Uses the response: the server may use another page size than requested. */
function showPager(page: ListedMeetings | undefined): void {
  const pages = page && page.pageSize > 0 ? Math.ceil(page.total / page.pageSize) : 0;
  const isEmpty = !page || page.list.length === 0;
  const smallest = PAGE_SIZES[0] ?? 1;
  listEnd.hidden = isEmpty || (pages <= 1 && page.total <= smallest);
  pager.hidden = isEmpty || (pages <= 1 && page.pageNum <= 1);
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

/** If the start times look wrong, offers the other reading. */
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
  show({ startTimeIn: "timezone" });
}

function showRequest(page: ListedMeetings): void {
  byId("curl", HTMLElement).textContent = `curl '${location.origin}${meetingsPath(view)}'`;
  const attempts = page.meta?.attempts ?? 1;
  const status = page.meta ? `, HTTP status ${page.meta.status}` : "";
  byId("meta", HTMLElement).textContent = `sent ${attempts === 1 ? "once" : `${attempts} times`}${status}`;
}

/** If another list is shown in the meantime, the file is still saved, but there is no note. */
async function save(format: FileFormat): Promise<void> {
  const saved = shown;
  downloadNote.textContent = DOWNLOAD.reading;
  const said = await download(format, view);
  if (shown === saved) downloadNote.textContent = said;
}

function handOver(): void {
  const listed = view;
  handOverNote.textContent = "";
  openInDebugger(() => fetchSignedRequest(listed)).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : "unknown";
    handOverNote.textContent = `The request could not be opened in the debugger: ${why}.`;
    behind.hidden = false;
  });
}

/** Sets the note under the field. A problem marks the field and offers the steps; null removes it. */
function noteUser(problem: string | null): void {
  userNote.classList.toggle("bad", problem !== null);
  if (problem === null) {
    userNote.replaceChildren();
    userId.removeAttribute("aria-invalid");
    return;
  }
  userId.setAttribute("aria-invalid", "true");
  const find = button(HOW_TO_FIND, () => byId("find-steps", HTMLElement).focus(), "link");
  userNote.replaceChildren(problem, " ", find);
}

/** After paging, the button may be disabled and the list starts above, so the heading takes the focus. */
async function goTo(pageNum: number): Promise<void> {
  const loaded = go({ pageNum });
  heading.focus();
  await loaded;
}

function showDemo(demo: Demo): void {
  const backend = byId("backend", HTMLElement);
  const isEmulator = demo.backend === "emulator";
  backend.textContent = isEmulator ? "Emulator data" : "Zoom";
  backend.classList.toggle("live", !isEmulator);
  backend.hidden = false;
  // The fonts that ship with the demo have only the glyphs of the emulator's names and topics.
  document.documentElement.classList.toggle("emulator", isEmulator);
  demoUsers = demo.users;
  const users = byId("demo-users", HTMLElement);
  users.hidden = demo.users.length === 0;
  users.replaceChildren(
    h("span", {}, "Try"),
    ...demo.users.map((user) => {
      const choice = button(user.name, () => void go({ userId: user.userId, pageNum: 1 }), "choice");
      choice.setAttribute("data-user-id", user.userId);
      choice.title = user.description;
      return choice;
    }),
  );
}

function submit(event: Event): void {
  event.preventDefault();
  const entered = userId.value.trim();
  const problem = entered === "" ? { message: NO_USER_ID } : userIdProblem(entered);
  if (problem) {
    noteUser(sentence(problem.message) ?? NO_USER_ID);
    userId.focus();
    return;
  }
  void go({ userId: entered, pageNum: 1 });
}

function listen(): void {
  byId("search", HTMLFormElement).addEventListener("submit", submit);
  when.addEventListener("change", () => void go({ isUpComing: checkedValue(when) === "true", pageNum: 1 }));
  pageSize.addEventListener("change", () => void go({ pageSize: Number(pageSize.value), pageNum: 1 }));
  zone.addEventListener("change", () => show({ zone: checkedValue(zone) as Zone }));
  reading.addEventListener("change", () => show({ startTimeIn: checkedValue(reading) as StartTimeIn }));
  wrongHour.addEventListener("click", () => openReading(readingPanel.hidden));
  previous.addEventListener("click", () => void goTo((shown?.pageNum ?? view.pageNum) - 1));
  next.addEventListener("click", () => void goTo((shown?.pageNum ?? view.pageNum) + 1));
  byId("open-request", HTMLButtonElement).addEventListener("click", handOver);
  for (const format of ["ics", "csv"] as const)
    byId(`download-${format}`, HTMLButtonElement).addEventListener("click", () => void save(format));
  for (const copy of document.querySelectorAll<HTMLButtonElement>("button[data-copy]"))
    copyOnClick(copy, () => byId(copy.dataset["copy"] ?? "", HTMLElement).textContent ?? "");
  document.addEventListener("keydown", shortcut);
  addEventListener("popstate", () => {
    view = readView(location.search);
    void load();
  });
  everyMinute(() => list?.refresh(Date.now()));
}

function shortcut(event: KeyboardEvent): void {
  const isTyping = event.target instanceof Element && event.target.matches("input[type=text], select, textarea");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    userId.focus();
    userId.select();
  } else if (event.key === "Escape" && !readingPanel.hidden) {
    openReading(false);
    wrongHour.focus();
  }
}

function openReading(open: boolean): void {
  readingPanel.hidden = !open;
  wrongHour.setAttribute("aria-expanded", String(open));
}

/** Calls `update` when a minute starts, and when the page becomes visible again. */
function everyMinute(update: () => void): void {
  const wait = (): void => {
    setTimeout(
      () => {
        update();
        wait();
      },
      60_000 - (Date.now() % 60_000),
    );
  };
  wait();
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && update());
}

/** The clock affects only the display, so this needs no new request. */
function show(change: Pick<View, "zone"> | Pick<View, "startTimeIn">): void {
  view = { ...view, ...change };
  history.replaceState(null, "", location.pathname + viewQuery(view));
  if (shown && results.getAttribute("aria-busy") === "false") showPage(shown);
}

async function begin(): Promise<void> {
  pageSize.append(...PAGE_SIZES.map((size) => h("option", {}, String(size))));
  byId("find-steps", HTMLOListElement).append(...FIND_USER_ID.map((step) => h("li", {}, step)));
  byId("viewer-zone", HTMLElement).textContent = VIEWER_ZONE;
  listen();
  // With a user in the URL, there is no need to wait for the demo's users.
  if (view.userId !== "") void load();
  const demo = await fetchDemo();
  if (demo) showDemo(demo);
  if (view.userId !== "") return pressChoice();
  view = { ...view, userId: demoUsers[0]?.userId ?? "" };
  // Replaces the entry without a user, so that "back" returns here.
  history.replaceState(null, "", location.pathname + viewQuery(view));
  await load();
}

void begin();
