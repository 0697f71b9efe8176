/** The API's numbers in words. Undocumented codes are shown as numbers. */
import { MeetingStatus, MeetingType } from "zoom-lti-pro";

const TYPES: Readonly<Record<MeetingType, string>> = {
  [MeetingType.PreSchedule]: "Pre-scheduled",
  [MeetingType.Instant]: "Instant",
  [MeetingType.Scheduled]: "Scheduled",
  [MeetingType.RecurringNoFixedTime]: "Recurring, no fixed time",
  [MeetingType.RecurringFixedTime]: "Recurring",
};

const STATUSES: Readonly<Record<MeetingStatus, string>> = {
  [MeetingStatus.NotStarted]: "Not started",
  [MeetingStatus.Started]: "Live",
  [MeetingStatus.Finished]: "Finished",
};

/** Shown if the server leaves a field out. */
const NOT_GIVEN = (what: string): string => `No ${what}`;

export function typeName(type: number | null): string {
  if (type === null) return NOT_GIVEN("type");
  return Object.hasOwn(TYPES, type) ? TYPES[type as MeetingType] : `Type ${type}`;
}

export function statusName(status: number | null): string {
  if (status === null) return NOT_GIVEN("status");
  return Object.hasOwn(STATUSES, status) ? STATUSES[status as MeetingStatus] : `Status ${status}`;
}

/** `95` as `1 h 35 min`. */
export function durationText(minutes: number | null): string {
  if (minutes === null) return NOT_GIVEN("duration");
  if (!Number.isFinite(minutes) || minutes < 0) return String(minutes);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
