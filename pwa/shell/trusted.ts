// The door for text that becomes HTML or a script's address, where the browser guards one: the policy "footing".
// Only apply.ts makes HTML; an address must be our own.

interface Policy {
  createHTML(text: string): string;
  createScriptURL(url: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: Policy): Policy;
}

const made = new Set<string>(); // addresses of scripts that were written here
const rules: Policy = {
  createHTML: (text) => text,
  createScriptURL: (url) => {
    const { origin, protocol } = new URL(url, location.href);
    if (origin !== location.origin || (protocol !== location.protocol && !made.has(url))) throw new TypeError(`${url} is not ours`);
    return url;
  },
};
const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;

export const policy = factory?.createPolicy("footing", rules) ?? rules;

/** An address of our own for a service worker. */
export function scriptUrl(url: string): string {
  return policy.createScriptURL(url);
}

/**
 * An address of our own for a worker, which has to be bound by a policy too. The service worker sends one with the script.
 * On a first visit none is there, and a host may send no policy: then the worker starts from a line of text and
 * inherits the page's. See docs/adr/0009.
 */
export function workerUrl(url: string): string {
  if (navigator.serviceWorker?.controller) return scriptUrl(url);
  const line = `import ${JSON.stringify(scriptUrl(url))};`;
  const inheriting = URL.createObjectURL(new Blob([line], { type: "text/javascript" }));
  made.add(inheriting);
  return scriptUrl(inheriting);
}
