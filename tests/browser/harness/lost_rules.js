// What `theme`, the text of style sheets, would give to something in this page and the page's own sheets do not give.
// A rule counts as soon as its element is there: it may be hovered, opened or filled in a moment later.
(theme) => {
  const STATES = /::?(before|after|marker|placeholder|-[\w-]+)|:(hover|focus(-visible|-within)?|active|checked|valid|target|visited)\b/g;
  const NO_ELEMENT_LEFT = /(^|[\s>+~(])(?=$|[\s>+~,)])/g;

  const selectors = (text) => text.split(/,(?![^(]*\))/).map((one) => one.trim());

  const rules = (list, around = "") => [...list].flatMap((rule) => {
    if (rule.style && rule.selectorText) return selectors(rule.selectorText).map((one) => [one, around, rule.style]);
    return rule.cssRules ? rules(rule.cssRules, `${around}@${rule.conditionText ?? rule.name} `) : [];
  });

  const isMet = (selector) => {
    const standing = selector.replace(STATES, "").replace(NO_ELEMENT_LEFT, "$1*");
    try {
      return document.querySelector(standing) !== null;
    } catch {
      return true; // a selector that this cannot read is never forgiven
    }
  };

  const given = new Map();
  for (const sheet of document.styleSheets) {
    for (const [selector, around, style] of rules(sheet.cssRules)) {
      const place = around + selector;
      if (!given.has(place)) given.set(place, new Set());
      for (const name of style) given.get(place).add(name);
    }
  }

  const original = new CSSStyleSheet();
  original.replaceSync(theme);
  const asked = rules(original.cssRules).filter(([selector]) => isMet(selector));
  const lost = asked.flatMap(([selector, around, style]) => [...style]
    .filter((name) => !name.startsWith("--") && !given.get(around + selector)?.has(name))
    .map((name) => `${around}${selector} { ${name} }`));
  return { asked: asked.length, lost: [...new Set(lost)] };
};
