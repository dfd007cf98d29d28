// From what the reader does to an action: a name, what it is about, and the fields of the form around it.

export interface Action {
  name: string;
  bill?: string;
  step?: string;
  question?: string;
  screen?: string;
  done?: string;
  trail?: string[];
  fields?: Record<string, string[]>;
}

/** The action a button (or a form that counts at once) stands for. */
export function actionOf(source: HTMLElement, form: HTMLFormElement | null): Action {
  const { action = "", ofBill: bill, ofStep: step, ofQuestion: question, screen } = source.dataset;
  const about = Object.entries({ bill, step, question, screen }).filter(([, value]) => value !== undefined);
  return { name: action, ...Object.fromEntries(about), ...(form ? { fields: fieldsOf(form) } : {}) };
}

/** Every text of a form by its name; a field that was left empty counts, a box that is not ticked does not. */
export function fieldsOf(form: HTMLFormElement): Record<string, string[]> {
  const fields = noFields();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") (fields[name] ??= []).push(value);
  }
  return fields;
}

/** Without what every object has: an address may name a field `constructor`. */
function noFields(): Record<string, string[]> {
  return Object.create(null) as Record<string, string[]>;
}

/** Answers that came with the address, from the short questions: `#coverage=insured&claim=pending`. */
export function answersOf(fragment: string): Record<string, string[]> | null {
  if (!/^#[a-z-]+=/.test(fragment)) return null;
  const fields = noFields();
  for (const [name, value] of new URLSearchParams(fragment.slice(1))) (fields[name] ??= []).push(value);
  return fields;
}
