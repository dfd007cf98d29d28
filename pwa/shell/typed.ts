// What the reader has typed or chosen and not sent yet: found before a screen is swapped, put into the new screen's own
// fields, and settled on the page afterwards.

export type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
type Radio = HTMLInputElement & { type: "radio" };
type Checkable = HTMLInputElement & { type: "radio" | "checkbox" };

export const FIELDS = "input[name], select[name], textarea[name]";
const WITHOUT_VALUE = ["button", "file", "hidden", "image", "reset", "submit"];

/** The fields the reader has changed; a group of radio buttons counts as one. */
export function touchedFields(fields: Field[], submitted: HTMLFormElement | null): Field[] {
  const mine = fields.filter((field) => !submitted || field.form !== submitted);
  const changed = mine.filter(isChanged);
  const groups = changed.filter(isRadio);
  return mine.filter((field) => changed.includes(field)
    || (isRadio(field) && groups.some((other) => other.name === field.name && other.form === field.form)));
}

function isChanged(field: Field): boolean {
  if (field instanceof HTMLSelectElement) {
    const { options } = field;
    if (field.multiple) return [...options].some((option) => option.selected !== option.defaultSelected);
    return field.selectedIndex !== defaultIndex([...options]);
  }
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (field.type === "file") return (field.files?.length ?? 0) > 0;
  if (WITHOUT_VALUE.includes(field.type)) return false;
  if (isCheckable(field)) return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue || field.validity.badInput; // half a date has no value yet
}

/** What the browser shows in a select of one choice before anybody touched it. */
function defaultIndex(options: HTMLOptionElement[]): number {
  const marked = options.map((option) => option.defaultSelected).lastIndexOf(true);
  return marked >= 0 ? marked : options.findIndex((option) => !option.disabled);
}

function isRadio(field: Field): field is Radio {
  return field instanceof HTMLInputElement && field.type === "radio";
}

export function isCheckable(field: Element): field is Checkable {
  return field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox");
}

/** Give a field of the new screen what the reader put into the old one; what it holds by itself stays its default. */
export function carry(from: Field, to: Field): void {
  if (from instanceof HTMLSelectElement && to instanceof HTMLSelectElement) {
    const chosen = [...from.selectedOptions].map((option) => option.value);
    const isThere = chosen.every((value) => [...to.options].some((option) => option.value === value));
    if (isThere) for (const option of to.options) option.selected = chosen.includes(option.value);
  } else if (isRadio(from) && isRadio(to)) {
    if (from.checked) to.checked = true; // the browser clears the others; a choice that is gone changes nothing
  } else if (isCheckable(from) && isCheckable(to)) {
    to.checked = from.checked;
  } else if (hasValue(from) && hasValue(to)) {
    to.value = from.value;
  }
}

function hasValue(field: Field): field is HTMLInputElement | HTMLTextAreaElement {
  if (field instanceof HTMLTextAreaElement) return true;
  return field instanceof HTMLInputElement && !isCheckable(field) && !WITHOUT_VALUE.includes(field.type);
}

/** Make the fields on the page say what the new ones say; only what differs is touched, so carets stay. */
export function settle(pairs: [now: Field, wanted: Field][]): void {
  for (const [now, wanted] of pairs) settleDefault(now, wanted);
  for (const [now, wanted] of pairs) settleState(now, wanted);
}

function settleDefault(now: Field, wanted: Field): void {
  if (now instanceof HTMLSelectElement && wanted instanceof HTMLSelectElement) {
    for (const [index, option] of [...now.options].entries()) {
      option.defaultSelected = wanted.options[index]?.defaultSelected ?? false;
    }
  } else if (isCheckable(now) && isCheckable(wanted)) {
    if (now.defaultChecked !== wanted.defaultChecked) now.defaultChecked = wanted.defaultChecked;
  } else if (hasValue(now) && hasValue(wanted)) {
    if (now.defaultValue !== wanted.defaultValue) now.defaultValue = wanted.defaultValue;
  }
}

function settleState(now: Field, wanted: Field): void {
  if (now instanceof HTMLSelectElement && wanted instanceof HTMLSelectElement) {
    for (const [index, option] of [...now.options].entries()) {
      const isChosen = wanted.options[index]?.selected ?? false;
      if (option.selected !== isChosen) option.selected = isChosen;
    }
  } else if (isCheckable(now) && isCheckable(wanted)) {
    if (now.checked !== wanted.checked) now.checked = wanted.checked;
  } else if (hasValue(now) && hasValue(wanted)) {
    if (now.value !== wanted.value) now.value = wanted.value;
  }
}
