package io.llmops.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.NotFoundException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models that LangChain4j packs into jars, with the settings of their published figures. */
enum KnownModel {
    /** English. The model's card says 256 tokens; the tokenizer in the jar says 128. */
    ALL_MINILM_L6_V2("all-minilm-l6-v2", "all-minilm-l6-v2", Pooling.MEAN, 256),
    /** The same, quantised to 8 bits. */
    ALL_MINILM_L6_V2_Q("all-minilm-l6-v2-q", "all-minilm-l6-v2-q", Pooling.MEAN, 256),
    /** Chinese. */
    BGE_SMALL_ZH_V15("bge-small-zh-v1.5", "bge-small-zh-v15", Pooling.CLS, 512);

    private static final Logger LOG = LoggerFactory.getLogger(OnnxEmbeddingModel.class);
    private static final String TESTED_VERSION = "1.19.0-beta29";

    private final String modelName;
    private final String artifact;
    private final Pooling pooling;
    private final int maxTokens;

    KnownModel(String modelName, String artifact, Pooling pooling, int maxTokens) {
        this.modelName = modelName;
        this.artifact = "langchain4j-embeddings-" + artifact;
        this.pooling = pooling;
        this.maxTokens = maxTokens;
    }

    /**
     * The model of that name whose jar is there: the quantised one where the exact one is asked for and absent.
     *
     * @throws NotFoundException if the name is not known
     * @throws ConfigurationException if no jar is there
     */
    static KnownModel find(String name, ClassLoader jars) {
        KnownModel asked = Arrays.stream(values())
                .filter(model -> model.modelName.equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
        if (asked.isIn(jars)) {
            return asked;
        }
        if (asked == ALL_MINILM_L6_V2 && ALL_MINILM_L6_V2_Q.isIn(jars)) {
            LOG.info("onnx/{}: its jar is absent, so {} is used", name, ALL_MINILM_L6_V2_Q.modelName);
            return ALL_MINILM_L6_V2_Q;
        }
        throw asked.missing();
    }

    private static NotFoundException unknown(String name) {
        String known = Arrays.stream(values()).map(KnownModel::modelName).collect(Collectors.joining(", "));
        return new NotFoundException("embedding model 'onnx/" + name + "' is not known; known are " + known
                + "; for a model file of your own give the settings path and tokenizer");
    }

    private ConfigurationException missing() {
        return new ConfigurationException("embedding model 'onnx/" + modelName
                + "' needs its jar on the class path; add the dependency dev.langchain4j:" + artifact + ":"
                + TESTED_VERSION);
    }

    private boolean isIn(ClassLoader jars) {
        return jars.getResource(modelName + ".onnx") != null;
    }

    String modelName() {
        return modelName;
    }

    Pooling pooling() {
        return pooling;
    }

    int maxTokens() {
        return maxTokens;
    }

    ModelSource source(ClassLoader jars) {
        return new ModelSource() {
            @Override
            public InputStream tokenizer() throws IOException {
                return open(jars, modelName + "-tokenizer.json");
            }

            @Override
            public OrtSession session(OrtEnvironment environment, OrtSession.SessionOptions options)
                    throws OrtException, IOException {
                try (InputStream network = open(jars, modelName + ".onnx")) {
                    return environment.createSession(network.readAllBytes(), options);
                }
            }

            @Override
            public String toString() {
                return artifact;
            }
        };
    }

    private static InputStream open(ClassLoader jars, String resource) throws IOException {
        InputStream stream = jars.getResourceAsStream(resource);
        if (stream == null) {
            throw new FileNotFoundException("no resource " + resource + " on the class path");
        }
        return stream;
    }
}
