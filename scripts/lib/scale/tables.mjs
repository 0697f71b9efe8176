// The tables of docs/scale.md: what is simulated is the same on every machine, what is measured is not.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths.mjs";
import { invoke, makespan, plans } from "./worker.mjs";

const page = join(root, "docs", "scale.md");

/** Of `sendBatch`, by Cloudflare's page of limits. */
const batch = { messages: 100, bytes: 256_000 };

/** The tables that are simulated: {name: {head, rows: [{size, line: async (library) => [cell]}]}}. */
export const simulated = {
  one: {
    head: [
      "teachers",
      "meetings a page",
      "faults",
      "meetings",
      "sub-requests",
      "failed",
      "MB read",
      "connections at most",
      "seconds",
    ],
    rows: [
      one("1", { count: 1 }),
      one("100", { count: 100 }),
      one("100", { count: 100, pageSize: 20 }),
      one("100", { count: 100, pageSize: 100 }),
      one("100", { count: 100, faults: true }),
      one("1 000", { count: 1000, faults: true }),
      one("10 000", { count: 10_000, faults: true }),
    ],
  },
  free: {
    head: ["teachers", "`retries`", "sub-requests", "refused by the platform", "teachers listed", "failed"],
    rows: [16, 25, 40, 50, 100].flatMap((count) => [0, 2].map((retries) => free({ count, retries, faults: true }))),
  },
  spread: {
    head: [
      "plan",
      "teachers",
      "a message",
      "messages",
      "`sendBatch` calls",
      "sub-requests of a consumer, at most",
      "failed",
      "consumers",
      "requests a second",
      "seconds",
    ],
    rows: [
      spread("free", 100, 16, [1]),
      spread("free", 1000, 16, [1, 4]),
      spread("free", 10_000, 16, [4]),
      spread("paid", 1000, 100, [1, 4]),
      spread("paid", 10_000, 100, [1, 4, 20]),
    ].flat(),
  },
  polite: {
    head: ["teachers begun a second", "`concurrency`", "`retries`", "sub-requests", "429", "failed", "seconds"],
    rows: [
      polite("as they come", { concurrency: 6 }),
      polite("as they come", { concurrency: 6, retries: 0 }),
      polite("as they come", { concurrency: 3 }),
      polite("8", { concurrency: 6, pace: 8 }),
    ],
  },
};

function one(label, { pageSize = 1000, ...options }) {
  return row(options.count, async (library) => {
    const { meetings, subrequests, failed, bytes, peak, ms } = await invoke(library, { ...options, pageSize });
    return [
      label,
      pageSize,
      options.faults ? "3 in 100" : "none",
      grouped(meetings),
      grouped(subrequests),
      failed,
      (bytes / 1e6).toFixed(2),
      peak,
      seconds(ms),
    ];
  });
}

function free(options) {
  return row(options.count, async (library) => {
    const { subrequests, overLimit, listed, failed } = await invoke(library, {
      ...options,
      pageSize: 1000,
      plan: plans.free,
    });
    return [options.count, options.retries, subrequests, overLimit, listed, failed];
  });
}

/** Simulated once; the consumers only share the invocations out. */
function spread(plan, count, share, consumers) {
  let done;
  const simulate = async (library) => {
    const results = [];
    for (let first = 0; first < count; first += share) {
      const options = { first, count: Math.min(share, count - first), plan: plans[plan], pageSize: 1000, faults: true };
      results.push(await invoke(library, options));
    }
    return results;
  };
  return consumers.map((number) =>
    row(count, async (library) => {
      const results = await (done ??= simulate(library));
      const requests = sum(results, "subrequests");
      const ms = makespan(
        results.map((result) => result.ms),
        number,
      );
      const most = Math.max(...results.map(({ subrequests }) => subrequests));
      return [
        plan,
        grouped(count),
        share,
        results.length,
        calls(results.length, share),
        most,
        sum(results, "failed"),
        number,
        ((1000 * requests) / ms).toFixed(0),
        seconds(ms),
      ];
    }),
  );
}

function polite(label, { retries = 2, ...options }) {
  return row(300, async (library) => {
    const { subrequests, refused, failed, ms } = await invoke(library, {
      ...options,
      count: 300,
      retries,
      pageSize: 1000,
      perSecond: 10,
    });
    return [label, options.concurrency, retries, subrequests, refused, failed, seconds(ms)];
  });
}

function row(size, line) {
  return { size, line: async (library) => (await line(library)).map(String) };
}

/** A message holds the ids as JSON, some 25 bytes each, and what the queue adds: 100 bytes. */
function calls(messages, share) {
  return Math.max(Math.ceil(messages / batch.messages), Math.ceil((messages * (share * 25 + 100)) / batch.bytes));
}

/** What is measured on this machine. */
export function measuredTables({ pages, heapPerMeeting, first }) {
  return { cost: costTable(pages, first), fit: fitTable(pages, heapPerMeeting) };
}

function costTable(pages, { firstMs }) {
  const head = [
    "meetings a page",
    "KB",
    "sign, µs",
    "decode, µs",
    "the whole call, µs",
    "the call / `Response` and `JSON.parse` alone",
  ];
  const rows = pages.map(({ meetings, bytes, sign, decode, call, parse }) => [
    meetings,
    (bytes / 1000).toFixed(1),
    sign.toFixed(0),
    decode.toFixed(0),
    call.toFixed(0),
    (call / parse).toFixed(1),
  ]);
  return {
    head,
    rows: [
      ...rows,
      ["the first of a process, 20", (pages[0].bytes / 1000).toFixed(1), "", "", (1000 * firstMs).toFixed(0), ""],
    ].map((cells) => cells.map(String)),
  };
}

/** Half of an isolate's memory: the program and what it makes of the meetings need room, too. */
const half = 64e6;

/** Which limit comes first, for pages of each size, once the isolate is warm. */
function fitTable(pages, heapPerMeeting) {
  const head = [
    "plan",
    "meetings a page",
    "pages by sub-requests",
    "pages by CPU time",
    "pages by memory, all kept",
    "pages in one request",
    "meetings in one request",
  ];
  const limits = [
    ["free", plans.free.subrequests, 10],
    ["paid", plans.paid.subrequests, 30_000],
  ];
  const rows = limits.flatMap(([plan, subrequests, cpuMs]) =>
    pages.map(({ meetings, call }) => {
      const byCpu = Math.floor((1000 * cpuMs) / call);
      const byMemory = Math.floor(half / (heapPerMeeting * meetings));
      const fit = Math.min(subrequests, byCpu, byMemory);
      return [
        plan,
        meetings,
        grouped(subrequests),
        grouped(byCpu),
        grouped(byMemory),
        grouped(fit),
        grouped(fit * meetings),
      ].map(String);
    }),
  );
  return { head, rows };
}

const sum = (results, field) => results.reduce((total, result) => total + result[field], 0);
const seconds = (ms) => (ms < 10_000 ? (ms / 1000).toFixed(1) : grouped(Math.round(ms / 1000)));
const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, " ");

/** The lines of a table of the page, head and rule first. */
export function readTable(name) {
  return marked(name).exec(readFileSync(page, "utf8"))[2].trim().split("\n");
}

export const line = (cells) => `| ${cells.join(" | ")} |`;

/** Each table stands in the page between two comments that name it; the rest is written by hand. */
export function writeTables(tables) {
  let text = readFileSync(page, "utf8");
  for (const [name, { head, rows }] of Object.entries(tables)) {
    const table = [line(head), `|${head.map(() => "---:").join("|")}|`, ...rows.map(line)].join("\n");
    text = text.replace(marked(name), (_, before, __, after) => `${before}\n${table}\n\n${after}`);
  }
  writeFileSync(page, text);
}

function marked(name) {
  return new RegExp(`(<!-- ${name} -->\n)([^]*?)(<!-- /${name} -->)`);
}
