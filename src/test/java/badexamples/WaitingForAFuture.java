package badexamples;

import reactor.core.publisher.Mono;

class WaitingForAFuture {

    String wait(Mono<String> mono) {
        return mono.toFuture().join();
    }
}
