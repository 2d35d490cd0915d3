"use strict";

const form = document.getElementById("reset");
const message = document.getElementById("message");
const token = new URLSearchParams(location.hash.slice(1)).get("token");

// Out of the address bar and the history, which others may see.
history.replaceState(null, "", location.pathname);

function tell(text, done) {
  message.textContent = text;
  message.classList.toggle("done", done === true);
  message.hidden = false;
  message.focus();
}

function end(text, done) {
  form.hidden = true;
  tell(text, done);
}

// Characters are counted as the service does: one for each code point.
function mistake(password, again) {
  const length = [...password].length;
  if (length < 8 || length > 256) {
    return "The password must have 8 to 256 characters.";
  }
  return password === again ? null : "The two passwords are not the same.";
}

async function explain(answer) {
  if (answer.status === 401) {
    end("This link is not good any more: it was used or replaced, it has expired, or the account is closed. Ask for another one.");
    return;
  }
  const problem = await answer.json().catch(() => ({}));
  if (problem.code === "write_unconfirmed") {
    end("It is not certain that the password was set. Try to sign in with it; if that fails, ask for another link.");
  } else if (problem.code === "overloaded" || problem.code === "organization_busy") {
    tell("The service is busy. Nothing was changed: try again in a moment.");
  } else {
    tell(problem.detail || "That did not work. Try again in a moment.");
  }
}

async function send(password) {
  const answer = await fetch(form.dataset.action, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token, new_password: password }),
  });
  if (answer.ok) {
    end("Your password is set. You are signed out everywhere: sign in with the new one.", true);
  } else {
    await explain(answer);
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const password = form.elements.password.value;
  const wrong = mistake(password, form.elements.again.value);
  if (wrong) {
    tell(wrong);
    return;
  }
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    await send(password);
  } catch {
    tell("The service cannot be reached. Check your connection, and try again.");
  } finally {
    button.disabled = false;
  }
});

if (token) {
  form.hidden = false;
  document.getElementById("password").focus();
} else {
  end("The link is not complete. Open it again from the mail, or copy all of it.");
}
