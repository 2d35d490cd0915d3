package io.tenantry.announcement;

import io.tenantry.kernel.Rounds;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What goes on while somebody is connected. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ConnectionSettings.class, RedisSettings.class})
class AnnouncementConfiguration {

    private static final int AFTER_REQUESTS = 0;

    /** Without Redis each instance looks for what the others have. */
    @Bean
    OtherInstances otherInstances(RedisSettings settings, Hub hub) {
        return settings.uri().<OtherInstances>map(uri -> new Redis(uri, hub)).orElse((organization, seq) -> {});
    }

    @Bean
    Rounds connectionPulse(Watch watch) {
        return new Rounds("connection pulse", AFTER_REQUESTS, Rounds.every(Watch.EVERY, Watch.EVERY), watch::rouse);
    }

    @Bean
    Rounds connectionWatch(Watch watch) {
        return new Rounds("connection watch", AFTER_REQUESTS, Rounds.every(Watch.EVERY, Watch.EVERY), watch::look);
    }
}
