// Days on the reader's own clock, as 2026-11-24.

export function today(): string {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** How many days ago a day was: 0 for today, and for a day that a wrong clock puts ahead. */
export function daysAgo(day: string): number {
  const days = (Date.parse(today()) - Date.parse(day)) / 86_400_000; // both at midnight UTC: no hour is lost in spring
  return Math.max(0, days);
}
