const LONGEST_WAIT_MS = 10_000;

const base = document.body.dataset.base;
const element = (id) => document.getElementById(id);
const value = (id) => element(id).value.trim();

/** The last number that is shown, from which every connection goes on. */
let last = 0;
let access = null;
let refresh = null;
let renewing = null;
let failures = 0;
let draft = {};

function say(text, kind) {
  element("said").className = "said " + (kind || "");
  element("said").textContent = text;
}

function state(text) {
  element("state").textContent = text;
}

async function told(answer) {
  return answer.status === 204 ? {} : answer.json().catch(() => ({}));
}

async function send(path, body, headers) {
  return fetch(base + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(access && { Authorization: "Bearer " + access }), ...headers },
    body: JSON.stringify(body),
  });
}

/** Once more with another access token when this one has expired. */
async function sendSignedIn(path, body, headers) {
  const used = access;
  const answer = await send(path, body, headers);
  if (answer.status !== 401 || !refresh) {
    return answer;
  }
  const refused = access === used ? await renewed() : null;
  if (!refused) {
    return send(path, body, headers);
  }
  return refused.status === 401 ? refused.clone() : answer;
}

/** One renewal for all who need it at once: a refresh token is good for one. What refused it, if something did. */
function renewed() {
  renewing ??= renew().finally(() => (renewing = null));
  return renewing;
}

async function renew() {
  const answer = await send("/auth/refresh", { refresh_token: refresh });
  if (!answer.ok) {
    return answer;
  }
  remember(await answer.json());
  return null;
}

function remember(tokens) {
  access = tokens.access_token;
  refresh = tokens.refresh_token;
}

async function signIn() {
  const form = new URLSearchParams({ grant_type: "password", username: value("email"), password: element("password").value });
  if (value("organization")) form.set("organization_name", value("organization"));
  if (value("otp")) form.set("otp", value("otp"));
  const answer = await fetch(base + "/login", { method: "POST", body: form });
  const found = await told(answer);
  if (!answer.ok) {
    say(found.detail || "That did not work. Try again in a moment.", "wrong");
    return;
  }
  remember(found);
  last = 0;
  element("list").replaceChildren();
  element("sign-in").hidden = true;
  element("post").hidden = false;
  element("list").hidden = false;
  say("");
  connect();
}

async function announce() {
  const announcement = { title: value("title"), body: value("body"), severity: value("severity") };
  const answer = await sendSignedIn("/announcements", announcement, { "Idempotency-Key": keyOf(JSON.stringify(announcement)) });
  const made = await told(answer);
  if (answer.ok) {
    draft = {};
    element("post").reset();
    say("");
  } else {
    say(made.detail || "That did not work. Try again in a moment.", "wrong");
  }
}

/** The same for the same text until it is announced: who tries again after a lost answer announces nothing twice. */
function keyOf(text) {
  if (draft.text !== text) {
    const random = crypto.getRandomValues(new Uint8Array(16));
    draft = { text, key: [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
  }
  return draft.key;
}

/** What was missed is shown by the same connection that shows what is new. */
async function connect() {
  state("Connecting…");
  let ticket;
  try {
    const answer = await sendSignedIn("/announcements/ticket", {});
    if (!answer.ok && answer.status < 500 && answer.status !== 429) {
      end((await told(answer)).detail);
      return;
    }
    ticket = answer.ok ? (await answer.json()).ticket : null;
  } catch {
    ticket = null;
  }
  if (ticket) open(ticket);
  else again();
}

function open(ticket) {
  const address = new URL(base + "/ws/announcements", location.href);
  address.protocol = address.protocol.replace("http", "ws");
  address.search = new URLSearchParams({ after: last, ticket });
  const socket = new WebSocket(address);
  socket.addEventListener("message", (event) => heard(JSON.parse(event.data)));
  socket.addEventListener("close", (event) => closed(event));
}

function heard(message) {
  if (message.type === "hello") {
    failures = 0;
    // What is shown is more than there is, as after a backup was restored.
    if (!message.recovered) last = message.seq;
    state("Connected.");
  } else if (message.seq > last) {
    last = message.seq;
    element("list").prepend(item(message));
  }
}

function item(announcement) {
  const shown = document.createElement("li");
  shown.className = announcement.severity;
  shown.dataset.seq = announcement.seq;
  const title = document.createElement("strong");
  title.textContent = announcement.title;
  const body = document.createElement("span");
  body.textContent = announcement.body;
  const time = document.createElement("time");
  time.dateTime = announcement.created_at;
  time.textContent = new Date(announcement.created_at).toLocaleString();
  shown.append(title, body, time);
  return shown;
}

function closed(event) {
  if (event.code === 4403 || event.code === 4404) {
    end(event.reason);
  } else {
    again(event.code === 1001 ? Number(event.reason.match(/\d+/)) : 0);
  }
}

/** Later each time, and not all at once. */
function again(hint) {
  failures += 1;
  const wait = hint || Math.min(LONGEST_WAIT_MS, 250 * 2 ** failures) * (0.5 + Math.random() / 2);
  state("Connection lost. Connecting again…");
  setTimeout(connect, wait);
}

function end(reason) {
  access = null;
  refresh = null;
  state("Not connected.");
  say(reason || "Sign in again.", "wrong");
  element("post").hidden = true;
  element("sign-in").hidden = false;
}

function onSubmit(id, work) {
  element(id).addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.target.querySelector("button");
    button.disabled = true;
    try {
      await work();
    } catch {
      say("The service did not answer. Try again in a moment.", "wrong");
    } finally {
      button.disabled = false;
    }
  });
}

onSubmit("sign-in", signIn);
onSubmit("post", announce);
element("sign-in").hidden = false;
