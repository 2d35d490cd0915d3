package badexamples;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class DeafSubscriber {

    void toNothing(Mono<String> mono) {
        mono.subscribe();
    }

    void toValuesOnly(Flux<String> flux) {
        flux.subscribe(value -> {});
    }

    void byReference(List<Mono<String>> monos) {
        monos.forEach(Mono::subscribe);
    }
}
