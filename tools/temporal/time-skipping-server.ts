/** Placeholder until the server is prepared here. */
export async function prepareTimeSkippingServer(_options: {
  readonly log: (line: string) => void;
}): Promise<string | undefined> {
  return undefined;
}
