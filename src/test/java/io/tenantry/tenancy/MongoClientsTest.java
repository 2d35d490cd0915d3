package io.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What correctness needs is not left to the options of a URL. */
class MongoClientsTest {

    @Test
    void noOptionWeakensWritesOrSendsReadsElsewhere() {
        MongoClientSettings settings = MongoClients.settings(new ConnectionString(
                "mongodb://db.example/?w=1&readPreference=secondary&readConcernLevel=majority&timeoutMS=0"));

        assertThat(settings.getWriteConcern()).isEqualTo(WriteConcern.MAJORITY);
        assertThat(settings.getReadPreference()).isEqualTo(ReadPreference.primary());
        assertThat(settings.getReadConcern()).isEqualTo(ReadConcern.LOCAL);
        assertThat(settings.getTimeout(TimeUnit.SECONDS)).isEqualTo(10);
    }
}
