package badexamples;

import org.springframework.security.core.annotation.AuthenticationPrincipal;

class UntypedCaller {

    Object of(@AuthenticationPrincipal Object caller) {
        return caller;
    }
}
