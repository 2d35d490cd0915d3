package badexamples;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;

class AnyDatabase {

    MongoDatabase byName(MongoClient client) {
        return client.getDatabase("org_somebody_else");
    }
}
