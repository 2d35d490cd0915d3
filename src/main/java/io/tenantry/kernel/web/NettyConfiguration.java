package io.tenantry.kernel.web;

import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.NettyPipeline;
import tools.jackson.databind.json.JsonMapper;

/** What Netty does before Spring sees a request, as far as it is not a property. */
@Configuration(proxyBeanMethods = false)
class NettyConfiguration {

    /** When event loops stop, all requests are answered or have had their ten seconds: only what closes connections is left. */
    private static final Duration QUIET = Duration.ofMillis(100);

    /** Those that a whole process shares would end, with every connection of others on them, when one instance goes down. */
    @Bean
    ReactorResourceFactory eventLoopsOfItsOwn() {
        ReactorResourceFactory own = new ReactorResourceFactory();
        own.setUseGlobalResources(false);
        own.setShutdownQuietPeriod(QUIET);
        return own;
    }

    @Bean
    NettyServerCustomizer bareErrorsBecomeProblems(JsonMapper json) {
        BareErrors bareErrors = new BareErrors(json);
        return server -> server.doOnChannelInit((observer, channel, address) ->
                channel.pipeline().addAfter(NettyPipeline.HttpTrafficHandler, BareErrors.class.getName(), bareErrors));
    }
}
