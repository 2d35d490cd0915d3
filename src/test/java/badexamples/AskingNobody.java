package badexamples;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AskingNobody {

    @GetMapping("/everything")
    String listAll() {
        return "everything";
    }
}
