/** The lines of a streamed answer. Bytes are taken from the connection only as lines are asked for. */
export async function* linesOf(
  response: Response,
  failure: (error: unknown) => Error,
): AsyncGenerator<string, void, undefined> {
  if (response.body === null) {
    return;
  }
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split("\n");
      rest = done ? "" : (lines.pop() ?? "");
      for (const line of lines) {
        if (line.trim() !== "") {
          yield line;
        }
      }
      if (done) {
        return;
      }
    }
  } catch (error) {
    throw failure(error);
  } finally {
    // Left early: the connection closes, and with it the query ends. One that is broken already cannot be closed again.
    reader.cancel().catch(() => undefined);
  }
}
