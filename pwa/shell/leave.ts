// A policy cannot keep a page from being led elsewhere. So this does: to another site leads only a link the reader tapped.
// It does not stop a script that runs as ours; the policy is there so that none does. See docs/adr/0009.

interface NavigateEvent extends Event {
  destination: { url: string };
  navigationType: string;
}

// No policy covers connections between browsers, and nothing here opens a window but a link.
const UNUSED = { open: () => null, RTCPeerConnection: undefined, webkitRTCPeerConnection: undefined };
let tapped = "";

const isElsewhere = (url: string): boolean => new URL(url, location.href).origin !== location.origin;

/** Refuse to leave for another site unless the reader tapped a link there; going back is theirs too. */
export function setUpLeaving(): void {
  document.addEventListener("click", chosen, true);
  document.addEventListener("auxclick", chosen, true);
  (globalThis as { navigation?: EventTarget }).navigation?.addEventListener("navigate", (event) => {
    const { destination, navigationType } = event as NavigateEvent;
    const isTheirs = navigationType === "traverse" || destination.url === tapped;
    if (isElsewhere(destination.url) && !isTheirs) event.preventDefault();
  });
  for (const [name, value] of Object.entries(UNUSED)) Object.defineProperty(window, name, { value });
}

/** A click that a script made opens nothing elsewhere, in no window. */
function chosen(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href], area[href]") : null;
  tapped = event.isTrusted && link ? link.href : "";
  if (link && !event.isTrusted && isElsewhere(link.href)) event.preventDefault();
}
