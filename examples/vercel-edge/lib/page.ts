// The page of meetings, as HTML without a script. This file is the same in every service.

import { type Meeting, type MeetingPage, meetingStart } from "zoom-lti-pro";

export function meetingsPage(
  { list, total, pageNum, pageSize }: MeetingPage,
  email: string,
  nonce: string,
  demo?: string,
): string {
  const next = `<p><a href="?page=${pageNum + 1}">Later meetings</a></p>`;
  return document(
    "Your next meetings",
    `${demo ? `<p class="demo">${escaped(demo)}</p>` : ""}
    <header><h1>Your next meetings</h1><p>${escaped(email)}</p></header>
    ${list.length === 0 ? "<p>There are no more upcoming meetings.</p>" : `<ol>${list.map(row).join("")}</ol>`}
    ${pageNum * pageSize < total ? next : ""}
    <footer>${total} upcoming, from LTI Pro. Each time is in the time zone beside it.</footer>`,
    nonce,
  );
}

export function messagePage(title: string, text: string, nonce: string): string {
  return document(title, `<header><h1>${escaped(title)}</h1></header><p>${escaped(text)}</p>`, nonce);
}

function row(meeting: Meeting): string {
  const { topic, duration, meetingNumber, status } = meeting;
  const details = [duration === null ? "" : `${duration} min`, `Meeting\u00a0${spaced(meetingNumber)}`];
  return `<li>
    <div class="when">${when(meeting)}</div>
    <div><h2><bdi>${escaped(topic || "(no topic)")}</bdi></h2>
    <p>${status === 1 ? '<strong class="live">Live now</strong> ' : ""}
    ${details.map((detail) => `<span>${escaped(detail)}</span>`).join(" ")}</p></div>
  </li>`;
}

/** A meeting without a fixed time may have a start time all the same. It says nothing, so it is not shown. */
function when(meeting: Meeting): string {
  const start = meetingStart(meeting);
  if (!start?.fixed) return "<span>No fixed time</span>";
  const timeZone = zoneOf(meeting);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-US", { timeZone, ...options }).format(start.instant);
  const day = format({ weekday: "short", month: "short", day: "numeric" });
  const time = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `<time datetime="${start.instant.toISOString()}">${day}<b>${time}</b></time>
    <small>${escaped(timeZone.replaceAll("_", " "))}</small>`;
}

/** UTC if the runtime does not know the meeting's time zone. */
function zoneOf({ timezone }: Meeting): string {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: timezone ?? "UTC" });
    return timezone ?? "UTC";
  } catch {
    return "UTC";
  }
}

/** As people read meeting numbers: 867 5677 8157. */
function spaced(number: string): string {
  return number.replace(/^(\d{3})(\d{3,4})(\d{4})$/, "$1\u00a0$2\u00a0$3");
}

/** Topics and addresses are other people's text. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function document(title: string, body: string, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body><main>${body}</main></body>
</html>
`;
}

const style = `
:root { color-scheme: light dark; --ink: light-dark(#16202e, #e8edf4); --quiet: light-dark(#566274, #9fabbc);
  --line: light-dark(#e1e6ec, #2c3644); --accent: light-dark(#0b5cd5, #7fb2ff); --paper: light-dark(#fff, #121820) }
* { box-sizing: border-box; margin: 0 }
body { background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem 3rem }
header { margin-bottom: 1.25rem }
h1 { font-size: 1.6rem; line-height: 1.25; letter-spacing: -0.01em }
h2 { font-size: 1rem; line-height: 1.4; overflow-wrap: anywhere }
header p, li p, span, small, footer { color: var(--quiet) }
header p { overflow-wrap: anywhere }
ol { list-style: none; padding: 0; border-top: 1px solid var(--line) }
li { display: grid; grid-template-columns: 10.5rem 1fr; gap: 0 1rem; padding: 0.8rem 0;
  border-bottom: 1px solid var(--line) }
li p, small { font-size: 0.875rem }
.when { font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
time { white-space: nowrap }
time b { margin-left: 0.5rem }
li p > * { display: inline-block; margin-right: 0.75rem }
small { display: block }
.live { color: light-dark(#b3261e, #ff9d94) }
.demo { margin: -0.75rem 0 1.5rem; padding: 0.5rem 0.75rem; border-radius: 0.4rem; font-weight: 600;
  background: light-dark(#fff3cd, #3a3009); color: light-dark(#4d3a00, #ffe9a8) }
a { color: var(--accent); display: inline-block; padding: 0.75rem 0 }
footer { margin-top: 1rem; font-size: 0.875rem }
@media (max-width: 30rem) { li { grid-template-columns: 6.75rem 1fr } time b { display: block; margin: 0 } }
`;
