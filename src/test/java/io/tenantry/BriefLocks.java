package io.tenantry;

import java.util.List;
import java.util.Map;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * What BlockHound lets pass: locks that are held for a few instructions, and what looks like waiting and is none. A thread
 * that meets one which is held must not be taken for a blocked one, or the error tears the bookkeeping of its holder apart
 * and an answer never comes.
 */
public class BriefLocks implements BlockHoundIntegration {

    private static final Map<String, List<String>> HELD_BRIEFLY = Map.of(
            // The driver guards the state of its connection pool.
            "com.mongodb.internal.Locks",
            List.of(
                    "withLock",
                    "checkedWithLock",
                    "withInterruptibleLock",
                    "checkedWithInterruptibleLock",
                    "lockInterruptibly"),
            "com.mongodb.internal.connection.DefaultConnectionPool$StateAndGeneration",
            List.of("throwIfClosedOrPaused", "pauseAndIncrementGeneration", "ready", "close", "generation"),
            "com.mongodb.internal.connection.ClientMetadata",
            List.of("getBsonDocument", "append"),
            // Netty guards the lists of its buffers; a thread taken for a blocked one there closes its connection.
            "io.netty.buffer.AdaptivePoolingAllocator",
            List.of("allocate", "reallocate"),
            "io.netty.buffer.AdaptivePoolingAllocator$AdaptiveByteBuf",
            List.of("deallocate"),
            // Randomness comes from /dev/urandom, which never waits.
            "sun.security.provider.NativePRNG",
            List.of("engineNextBytes"),
            // How to read a type is found out once, by whoever meets it first.
            "tools.jackson.databind.deser.DeserializerCache",
            List.of("_createAndCacheValueDeserializer"),
            // Documents are known since the start; a type that is none, such as String, is entered when first met.
            "org.springframework.data.mapping.context.AbstractMappingContext",
            List.of("getPersistentEntity"));

    @Override
    public void applyTo(BlockHound.Builder builder) {
        HELD_BRIEFLY.forEach(
                (type, methods) -> methods.forEach(method -> builder.allowBlockingCallsInside(type, method)));
    }
}
