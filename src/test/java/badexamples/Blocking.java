package badexamples;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class Blocking {

    @Nullable
    String call(Mono<String> mono) {
        return mono.block();
    }

    Stream<String> inALambda(List<Flux<String>> fluxes) {
        return fluxes.stream().map(flux -> flux.blockLast());
    }

    Function<Flux<String>, Iterable<String>> reference() {
        return Flux::toIterable;
    }
}
