package badexamples;

import com.mongodb.reactivestreams.client.MongoClient;
import org.springframework.data.mongodb.core.SimpleReactiveMongoDatabaseFactory;

class AnyFactory {

    Object forName(MongoClient client) {
        return new SimpleReactiveMongoDatabaseFactory(client, "org_somebody_else");
    }
}
