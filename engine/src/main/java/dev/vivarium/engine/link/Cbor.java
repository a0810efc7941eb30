package dev.vivarium.engine.link;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORReadFeature;
import tools.jackson.dataformat.cbor.CBORWriteFeature;

/** Jackson's streaming CBOR, set up for this protocol. Nothing of jackson-databind is used: the worker has none. */
final class Cbor {

    /**
     * {@link WireCheck} has seen every frame before the parser does, so these constraints are a second wall, and they
     * are as wide as the first one: Jackson's defaults would refuse long texts and large integers that are allowed.
     */
    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(Wire.DEEPEST_ARRAY)
            .maxDocumentLength(Wire.LARGEST_FRAME)
            .maxStringLength(Wire.LARGEST_FRAME)
            .maxNumberLength(Wire.LONGEST_INTEGER)
            .maxNameLength(1)
            .build();

    /** The standard negative bignums: Jackson's own are off by one for the sake of its older releases. */
    static final CBORFactory FACTORY = CBORFactory.builder()
            .streamReadConstraints(CONSTRAINTS)
            .enable(CBORReadFeature.DECODE_USING_STANDARD_NEGATIVE_BIGINT_ENCODING)
            .enable(CBORWriteFeature.ENCODE_USING_STANDARD_NEGATIVE_BIGINT_ENCODING)
            .build();

    private Cbor() {}
}
