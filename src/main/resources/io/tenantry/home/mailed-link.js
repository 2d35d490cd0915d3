// What the pages have in common that links in mails lead to: the token, the form, and what is said about it.

/** What follows #token= in the link; null when the link is not complete. */
export const token = new URLSearchParams(location.hash.slice(1)).get("token");

// Out of the address bar and the history, which others may see.
history.replaceState(null, "", location.pathname);

const form = document.querySelector("form");
const button = form.querySelector("button");
const said = document.getElementById("said");

/** The text in a field. */
export function value(id) {
  return document.getElementById(id).value;
}

/** Says something, "right" or "wrong". */
export function say(text, kind = "wrong") {
  said.textContent = text;
  said.className = "said " + kind;
  said.focus();
}

/** Says what came of it, when there is nothing left to send. */
export function end(text, kind = "wrong") {
  form.remove();
  document.querySelector(".lead").remove();
  say(text, kind);
}

/** Sends the body to where the form says, and answers with status, ok, and what was told. */
export async function post(body) {
  const answer = await fetch(form.dataset.action, {
    method: "POST",
    credentials: "omit",
    headers: { "Content-Type": "application/json", Accept: "application/json, application/problem+json" },
    body: JSON.stringify(body),
  });
  return { status: answer.status, ok: answer.ok, told: await answer.json().catch(() => ({})) };
}

async function sendOnce(send, unanswered) {
  button.disabled = true;
  try {
    await send();
  } catch {
    say(unanswered);
  } finally {
    button.disabled = false;
  }
}

/** Shows the form if there is a token, and sends it each time somebody asks for that. */
export function open(send, unanswered) {
  if (!token) {
    end("This link is not complete. Open it again from the mail, or copy all of it, with what follows the # sign.");
    return;
  }
  form.hidden = false;
  form.querySelector("input").focus();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendOnce(send, unanswered);
  });
}
