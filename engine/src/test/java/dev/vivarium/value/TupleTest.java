package dev.vivarium.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TupleTest {

    @Test
    void nothingCanBeChanged() {
        Tuple tuple = Tuple.of(1, 2);
        assertThatThrownBy(() -> tuple.set(0, 3)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> tuple.add(3)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(tuple::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void laterChangesOfTheItemsThatItWasMadeFromDoNotShow() {
        @Nullable Object[] array = {1, 2};
        List<@Nullable Object> list = new ArrayList<>(List.of(1, 2));
        Tuple ofArray = Tuple.of(array);
        Tuple ofList = Tuple.copyOf(list);
        array[0] = "changed";
        list.clear();
        assertThat(ofArray).isEqualTo(List.of(1, 2));
        assertThat(ofList).isEqualTo(List.of(1, 2));
    }

    @Test
    void itIsEqualToAListOfTheSameItemsBothWays() {
        List<@Nullable Object> list = Arrays.asList(1, null);
        assertThat(Tuple.of(1, null)).isEqualTo(list).hasSameHashCodeAs(list);
        assertThat(list).isEqualTo(Tuple.of(1, null));
        assertThat(Tuple.of(1)).isNotEqualTo(List.of(2));
    }

    @Test
    void theTextIsPythons() {
        assertThat(Tuple.of()).hasToString("()");
        assertThat(Tuple.of(1)).hasToString("(1,)");
        assertThat(Tuple.of(1, Tuple.of(2, 3))).hasToString("(1, (2, 3))");
    }
}
