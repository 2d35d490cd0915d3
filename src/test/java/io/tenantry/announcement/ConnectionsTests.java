package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.ChannelException;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.tenantry.TenantryTest;
import io.tenantry.identity.Presence;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import java.time.Instant;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** Coming in. */
@TenantryTest
class ConnectionsTests {

    private final Connections connections;
    private final Hub hub;

    ConnectionsTests(Connections connections, Hub hub) {
        this.connections = connections;
        this.hub = hub;
    }

    @Test
    void whoHasGoneMeanwhileTakesNoPlace() {
        OrganizationId organization = new OrganizationId(new ObjectId());
        Actor actor = new Actor(ActorType.USER, UserId.create(), organization, "session");
        NioSocketChannel gone = new NioSocketChannel();
        gone.unsafe().closeForcibly();

        assertThatThrownBy(() -> connections.enter(
                        new Presence(actor, Instant.MAX), gone, Wire.WEB_SOCKET, new Resume(null, null)))
                .isInstanceOf(ChannelException.class);
        assertThat(hub.rooms()).noneMatch(room -> room.organization().equals(organization));
    }
}
