package badexamples;

import org.springframework.web.bind.annotation.RestController;

@RestController
class WritingEndpoint {

    final OpenStore store = new OpenStore();
}
