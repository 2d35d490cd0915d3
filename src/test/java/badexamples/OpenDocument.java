package badexamples;

import org.springframework.data.mongodb.core.mapping.Document;

@Document
public record OpenDocument(String id) {}
