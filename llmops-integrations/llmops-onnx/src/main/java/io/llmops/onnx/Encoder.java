package io.llmops.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.langchain4j.exception.NonRetriableException;
import io.llmops.api.exception.ConfigurationException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The network: batches of token ids in, unit vectors out. Thread-safe; not to be closed while it runs. */
final class Encoder implements AutoCloseable {

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";
    private static final Set<String> INPUTS = Set.of(IDS, MASK, TYPES);

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Pooling pooling;
    private final String output;

    private Encoder(OrtEnvironment environment, OrtSession session, Pooling pooling, String output) {
        this.environment = environment;
        this.session = session;
        this.pooling = pooling;
        this.output = output;
    }

    static Encoder load(ModelSource source, Pooling pooling) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = oneThread()) {
            environment.setTelemetry(false);
            OrtSession session = source.session(environment, options);
            try {
                return new Encoder(environment, session, pooling, tokenVectors(session, source));
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException | IOException e) {
            throw new ConfigurationException("embedding model " + source + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** The workers are the parallelism; ONNX Runtime's own threads inside each of them would only fight for the cores. */
    private static OrtSession.SessionOptions oneThread() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }

    /** The name of the output with one vector a token. */
    private static String tokenVectors(OrtSession session, ModelSource source) throws OrtException {
        Set<String> inputs = session.getInputNames();
        if (!INPUTS.containsAll(inputs) || !inputs.containsAll(Set.of(IDS, MASK))) {
            throw new ConfigurationException("embedding model " + source + " has the inputs " + inputs
                    + ", but must have input_ids and attention_mask, and at most token_type_ids besides");
        }
        for (NodeInfo node : session.getOutputInfo().values()) {
            if (node.getInfo() instanceof TensorInfo tensor && tensor.getShape().length == 3) {
                return node.getName();
            }
        }
        throw new ConfigurationException("embedding model " + source + " has the outputs " + session.getOutputNames()
                + ", and none of the shape [texts, tokens, dimension]");
    }

    /** One unit vector for each text of a batch, in its order. */
    float[][] encode(List<Tokens> batch) {
        int width = batch.stream().mapToInt(Tokens::length).max().orElseThrow();
        long[] ids = new long[batch.size() * width];
        long[] mask = new long[ids.length];
        for (int row = 0; row < batch.size(); row++) {
            int[] text = batch.get(row).ids();
            for (int i = 0; i < text.length; i++) {
                ids[row * width + i] = text[i];
                mask[row * width + i] = 1;
            }
        }
        long[] shape = {batch.size(), width};
        try (OnnxTensor idTensor = tensor(ids, shape);
                OnnxTensor maskTensor = tensor(mask, shape);
                OnnxTensor typeTensor = tensor(new long[ids.length], shape)) {
            Map<String, OnnxTensor> inputs = new HashMap<>(Map.of(IDS, idTensor, MASK, maskTensor, TYPES, typeTensor));
            inputs.keySet().retainAll(session.getInputNames());
            try (OrtSession.Result result = session.run(inputs, Set.of(output))) {
                return pool((OnnxTensor) result.get(0), batch, width);
            }
        } catch (OrtException e) {
            throw new NonRetriableException(
                    "ONNX Runtime failed on " + batch.size() + " texts of up to " + width + " tokens: "
                            + e.getMessage(),
                    e);
        }
    }

    private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }

    private float[][] pool(OnnxTensor hidden, List<Tokens> batch, int width) {
        int dimension = Math.toIntExact(hidden.getInfo().getShape()[2]);
        FloatBuffer values = hidden.getFloatBuffer();
        float[][] vectors = new float[batch.size()][dimension];
        for (int row = 0; row < vectors.length; row++) {
            pooling.pool(values, row * width * dimension, batch.get(row).length(), vectors[row]);
            normalize(vectors[row]);
        }
        return vectors;
    }

    private static void normalize(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        if (squares > 0) {
            float scale = (float) (1 / Math.sqrt(squares));
            for (int i = 0; i < vector.length; i++) {
                vector[i] *= scale;
            }
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new NonRetriableException("ONNX Runtime failed to free a model: " + e.getMessage(), e);
        }
    }
}
