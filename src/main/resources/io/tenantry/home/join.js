import { end, open, post, say, token, value } from "./mailed-link.js";

const REASONS = {
  invitation_invalid:
    "This invitation cannot be used: it was used, replaced or revoked, has expired, or is for another e-mail address. "
    + "Check the address, or ask for a new invitation.",
  email_taken: "You are in this organization already: sign in with the password that you have there.",
  operation_in_progress: "Somebody is joining on this invitation at this moment. Try again in a minute.",
  rate_limited: "Too many people sign up from where you are. Wait a little, then try again.",
};

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
  document.querySelector("h1").textContent = "You are in";
  document.getElementById("next").hidden = false;
  end("Welcome! " + user.email + " can sign in now.", "right");
}

function refused(problem) {
  const fields = (problem.errors || []).map((error) => error.field.replace("_", " ") + " " + error.message);
  say(fields.length ? "Please check: " + fields.join("; ") + "." : REASONS[problem.code] || problem.detail || "That did not work. Try again in a moment.");
}

async function join() {
  const answer = await post(body());
  (answer.ok ? joined : refused)(answer.told);
}

open(join, "The service did not answer. Try again: if you are told that you are in already, sign in.");
