// Bytes as the reader counts them: a megabyte is a million, with one place after the point.

export function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
