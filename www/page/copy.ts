/** Buttons that copy. They say so for a moment, also to screen readers. */

const SHOWN_MS = 1500;

/** Copies `text()` when the button is clicked. */
export function copyOnClick(copy: HTMLButtonElement, text: () => string): void {
  copy.addEventListener("click", () => void copied(copy, text()));
}

async function copied(copy: HTMLButtonElement, text: string): Promise<void> {
  const said = await navigator.clipboard.writeText(text).then(
    () => "Copied",
    () => "Not allowed",
  );
  copy.dataset["said"] = said;
  announce(said);
  setTimeout(() => void delete copy.dataset["said"], SHOWN_MS);
}

function announce(said: string): void {
  const status = document.getElementById("copied");
  if (!status) return;
  status.textContent = said;
  setTimeout(() => void (status.textContent = ""), SHOWN_MS);
}
