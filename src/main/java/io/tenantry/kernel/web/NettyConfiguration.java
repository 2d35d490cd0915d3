package io.tenantry.kernel.web;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;
import tools.jackson.databind.json.JsonMapper;

/** What Netty does before Spring sees a request, as far as it is not a property. */
@Configuration(proxyBeanMethods = false)
class NettyConfiguration {

    @Bean
    NettyServerCustomizer bareErrorsBecomeProblems(JsonMapper json) {
        BareErrors bareErrors = new BareErrors(json);
        return server -> server.doOnChannelInit((observer, channel, address) ->
                channel.pipeline().addAfter(NettyPipeline.HttpTrafficHandler, BareErrors.class.getName(), bareErrors));
    }
}
