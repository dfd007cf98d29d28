// The door for text that becomes HTML or a script's address, where the browser guards one: the policy "footing".
// Only apply.ts makes HTML; an address must be our own.

interface Policy {
  createHTML(text: string): string;
  createScriptURL(url: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: Policy): Policy;
}

const rules: Policy = {
  createHTML: (text) => text,
  createScriptURL: (url) => {
    if (new URL(url, location.href).origin !== location.origin) throw new TypeError(`${url} is not ours`);
    return url;
  },
};
const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;

export const policy = factory?.createPolicy("footing", rules) ?? rules;

/** An address of our own for a worker or a service worker. */
export function scriptUrl(url: string): string {
  return policy.createScriptURL(url);
}
