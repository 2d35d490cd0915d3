// The address of the sign-up comes with the page, because a proxy may have put a prefix before it.
const signUp = document.currentScript.dataset.signup;
const form = document.getElementById("join");
const said = document.getElementById("said");
const button = form.querySelector("button");
const token = new URLSearchParams(location.hash.slice(1)).get("token");

const REASONS = {
  invitation_invalid:
    "This invitation cannot be used: it was used, replaced or revoked, has expired, or is for another e-mail address. "
    + "Check the address, or ask for a new invitation.",
  email_taken: "You are in this organization already: sign in with the password that you have there.",
  operation_in_progress: "Somebody is joining on this invitation at this moment. Try again in a minute.",
  rate_limited: "Too many people sign up from where you are. Wait a little, then try again.",
};

function say(text, kind) {
  said.textContent = text;
  said.className = "said " + kind;
  said.focus();
}

function value(id) {
  return document.getElementById(id).value;
}

function body() {
  const name = value("full_name").trim();
  return {
    email: value("email").trim(),
    password: value("password"),
    ...(name && { full_name: name }),
    invitation_token: token,
  };
}

function joined(user) {
  form.remove();
  document.getElementById("next").hidden = false;
  history.replaceState(null, "", location.pathname);
  say("Welcome! " + user.email + " can sign in now.", "right");
}

function refused(problem) {
  const fields = (problem.errors || []).map((error) => error.field.replace("_", " ") + " " + error.message);
  say(fields.length ? "Please check: " + fields.join("; ") + "." : REASONS[problem.code] || problem.detail, "wrong");
}

async function join() {
  const answer = await fetch(signUp, {
    method: "POST",
    credentials: "omit",
    headers: { "Content-Type": "application/json", Accept: "application/json, application/problem+json" },
    body: JSON.stringify(body()),
  });
  const told = await answer.json();
  (answer.ok ? joined : refused)(told);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  try {
    await join();
  } catch {
    say("The service did not answer. Try again: if you are told that you are in already, sign in.", "wrong");
  } finally {
    button.disabled = false;
  }
});

if (token) {
  form.hidden = false;
} else {
  say("This link is not complete. Open it from the invitation, with all that follows the # sign.", "wrong");
}
