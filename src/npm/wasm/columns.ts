/** Many short values in one frame (`src/js/columns.rs`), read in the order in which they are written. */
import { asText, readFields, writeFrame } from "./frames.js";

/** The values of an input. */
export interface Columns {
  /** Texts that are mostly ASCII. Joined with other texts, they would take twice the memory and time. */
  names: string[];
  texts: string[];
  numbers: number[];
}

/** Writes values into the input. Returns the length of the frame. */
export function writeColumns({ names, texts, numbers }: Columns): number {
  const numberBytes = new Uint8Array(Float64Array.from(numbers).buffer);
  return writeFrame([joined(names), lengths(names), joined(texts), lengths(texts), numberBytes]);
}

/** Writes nothing but names. */
export function writeNames(names: string[]): number {
  return writeFrame([joined(names), lengths(names)]);
}

/** The separator keeps two halves of a character apart. */
function joined(texts: string[]): string {
  return `${texts.join("\n")}\n`;
}

function lengths(texts: string[]): Uint8Array {
  const lengths = new Uint32Array(texts.length);
  for (let i = 0; i < texts.length; i++) lengths[i] = texts[i]!.length;
  return new Uint8Array(lengths.buffer);
}

/** Reads values from the output, which has no separators. */
export function readColumns(result: number): Pick<Columns, "texts" | "numbers"> {
  const [bytes, lengthBytes, numberBytes] = readFields(result);
  const all = asText(bytes!);
  let end = 0;
  // Copies, because the output is not aligned.
  const texts = Array.from(new Uint32Array(lengthBytes!.slice().buffer), (length) => all.slice(end, (end += length)));
  return { texts, numbers: [...new Float64Array(numberBytes!.slice().buffer)] };
}
