/** The users of the emulator and the topics of their meetings. Data only; `sample-meetings.ts` adds the times. */
import type { EmulatorUser } from "./types.js";

export interface Person extends EmulatorUser {
  readonly description: string;
  /** How many upcoming meetings the user has. */
  readonly ahead: number;
  readonly behind: number;
  /** Whether the user also has meetings around the present time. */
  readonly busyNow: boolean;
  /** The personal meeting number. */
  readonly pmi: string;
}

export const PEOPLE: readonly Person[] = [
  {
    userId: "_vIWeZ76TtuFceCKHkVk4Q", // the id of Zoom's article
    name: "Dr. Zoë Núñez",
    description:
      "A teacher with a full timetable: about 45 upcoming and 130 past meetings, so lists have several pages.",
    ahead: 42,
    behind: 130,
    busyNow: true,
    pmi: "4155550123",
  },
  {
    userId: "kQ3nZb7wR1yTfX0aLmC9Vg",
    name: "陈伟 (Chen Wei)",
    description: "One upcoming meeting, no past meetings.",
    ahead: 1,
    behind: 0,
    busyNow: false,
    pmi: "4155550145",
  },
  {
    userId: "-Lx2Hd8sT5uJpE4oYqG6Nw",
    name: "Adaeze Okonkwo",
    description: "Between terms: only past meetings.",
    ahead: 0,
    behind: 17,
    busyNow: false,
    pmi: "4155550167",
  },
  {
    userId: "Zt0Rk_5vQh-W2mBs7cPdXA",
    name: "Sam Field",
    description: "Has Zoom, but no meeting in any course: empty lists.",
    ahead: 0,
    behind: 0,
    busyNow: false,
    pmi: "4155550189",
  },
];

/**
 * Topics that are hard to display: diacritics, wide and joined scripts, right to left, escapes, text that looks like
 * markup.
 */
export const TOPICS: readonly string[] = [
  "Linear Algebra: Lecture",
  "Introducción a la Programación – Sesión práctica",
  "机器学习导论",
  "مقدمة في علم الأحياء",
  "हिन्दी साहित्य: परिचय",
  "Organic Chemistry 🧪 lab briefing",
  'Seminar: "Truth & Method" (Gadamer)',
  "Paths: C:\\temp\\new vs. /usr/local",
  "HTML 101: when to use <b> and <strong>",
  "Übung zur Maßtheorie",
  "現代日本文学ゼミ",
  "Office hours",
  "Ελληνική Ιστορία – Διάλεξη",
  "Введение в статистику",
  "תכנון ערים: סדנה",
  "O'Brien's reading group: Ulysses",
  "Team 👩🏽‍🔬👨‍👩‍👧‍👦 project review",
  "<script>alert(1)</script> and other injections",
  "Zażółć gęślą jaźń: polska fonetyka",
  "한국어 회화 중급",
  "Nanoe\u0301lectronique (e + combining accent)",
  "Statistics; 100% attendance?  a=b&c=d #3",
];

/** Zones with and without daylight saving, with whole, half and quarter hours, in both hemispheres. */
export const ZONES: readonly string[] = [
  "America/New_York",
  "Europe/Berlin",
  "Asia/Shanghai",
  "Asia/Kolkata",
  "America/Los_Angeles",
  "Europe/London",
  "Asia/Kathmandu",
  "Australia/Adelaide",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "America/Sao_Paulo",
  "UTC",
];
