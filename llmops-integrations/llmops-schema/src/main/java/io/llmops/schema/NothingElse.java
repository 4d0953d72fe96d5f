package io.llmops.schema;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.resource.InputStreamSource;
import com.networknt.schema.resource.SchemaLoader;

/** Refuses to load what a schema refers to: no file is read and no address is called for it. */
final class NothingElse implements SchemaLoader {

    @Override
    public InputStreamSource getSchema(AbsoluteIri iri) {
        throw new JsonSchemaException(
                "it refers to " + iri + ", and nothing is loaded from elsewhere: put it into $defs");
    }
}
