package dev.vivarium.engine.worker;

/**
 * The steps in which a value crosses between a context and Java. The numbers are those in prelude.py; a
 * container is opened by its own operation and ended by {@link #CLOSE}.
 */
enum Operation {
    BEGIN(0),
    END(1),
    NONE(2),
    TRUE(3),
    FALSE(4),
    INT(5),
    BIG_INT(6),
    FLOAT(7),
    STR(8),
    BYTES(9),
    LIST(10),
    TUPLE(11),
    DICT(12),
    SET(13),
    CLOSE(14),
    DATE(15),
    TIME(16),
    DATETIME(17),
    TIMEDELTA(18),
    OBJECT(19),
    FUNCTION(20),
    FACE(21),
    WHOLE(22);

    private static final Operation[] ALL = values();

    /** What prelude.py calls it. */
    final int number;

    Operation(int number) {
        this.number = number;
    }

    /** The operation with that number; scripts can reach the caller of this, so any number may come. */
    static Operation of(int number) {
        if (number < 0 || number >= ALL.length) {
            throw new Unreturnable("value", "there is no operation " + number);
        }
        return ALL[number];
    }
}
