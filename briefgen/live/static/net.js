// Asking the server, and telling it.

/** What the server refused: `status`, the message, and the diagnostics behind it. */
export class Refused extends Error {
  constructor(status, body) {
    super(body.error || `the server answered ${status}`);
    this.status = status;
    this.body = body;
  }
}

async function answer(response) {
  const text = await response.text();
  let body;
  try { body = JSON.parse(text); } catch { body = { error: text.trim() }; }
  if (!response.ok) throw new Refused(response.status, body);
  return body;
}

async function sent(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused(0, { error: "briefgen does not answer: is `briefgen serve` still running?" });
  }
  return response;
}

export const ask = async (path, wish = {}) => {
  const query = new URLSearchParams(wish).toString();
  return answer(await sent(query ? `${path}?${query}` : path));
};

export const tell = async (path, body) =>
  answer(await sent(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  }));

/** What runs once at a time: who calls it meanwhile has it run once more, so that nothing old stays. */
export function oneAtATime(run) {
  let running = null;
  let again = false;
  const runs = async () => {
    do {
      again = false;
      await run();
    } while (again);
  };
  return () => {
    if (running) again = true;
    else running = runs().finally(() => { running = null; });
    return running;
  };
}

/** The brief as it is, and why that is not the newest, if so. */
export const brief = async () => {
  const response = await sent("/brief.html");
  if (response.ok) return { markup: await response.text(), fault: decodeURIComponent(response.headers.get("Brief-Fault") ?? "") };
  return { markup: null, fault: (await response.json()).error };
};
