import { end, open, post, say, token, value } from "./mailed-link.js";

// Characters are counted as the service does: one for each code point.
function mistake(password, again) {
  const length = [...password].length;
  if (length < 8 || length > 256) {
    return "The password must have 8 to 256 characters.";
  }
  return password === again ? null : "The two passwords are not the same.";
}

function refused({ status, told }) {
  if (status === 401) {
    end("This link is not good any more: it was used or replaced, it has expired, or the account is closed. Ask for another one.");
  } else if (told.code === "write_unconfirmed") {
    end("It is not certain that the password was set. Try to sign in with it; if that fails, ask for another link.");
  } else if (told.code === "overloaded" || told.code === "organization_busy") {
    say("The service is busy. Nothing was changed: try again in a moment.");
  } else {
    say(told.detail || "That did not work. Try again in a moment.");
  }
}

async function reset() {
  const password = value("password");
  const wrong = mistake(password, value("again"));
  if (wrong) {
    say(wrong);
    return;
  }
  const answer = await post({ token, new_password: password });
  if (answer.ok) {
    end("Your password is set. You are signed out everywhere: sign in with the new one.", "right");
  } else {
    refused(answer);
  }
}

open(reset, "The service did not answer. Try again: if you are told that the link is used, sign in with the new password.");
