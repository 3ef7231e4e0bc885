/** Marks the history entries of a lightbox over another page: Back leads to that page. */
const MARK = "proofsheetLightbox";

// Next takes an address that is pushed or replaced by hand over into its router, and adds to the state it is given: hence
// a new object each time.

/** Goes to a picture's address without leaving the page that is there. */
export function openOver(href: string): void {
  window.history.pushState({ [MARK]: true }, "", href);
}

/** Goes to another picture's address in the same lightbox. */
export function moveOn(href: string): void {
  window.history.replaceState({ [MARK]: isOver() }, "", href);
}

/** Whether the page below is the one that Back leads to. */
export function isOver(): boolean {
  return window.history.state?.[MARK] === true;
}
