"""The stand-in for TensorFlow: importable, never usable."""

import pytest
import tensorflow
from tensorflow.keras.callbacks import Callback
from tensorflow.python.eager.wrap_function import WrappedFunction


def test_names_can_be_imported_and_subclassed() -> None:
    class Mine(Callback):
        """What Rasa does at import."""

    assert issubclass(Mine, Callback) and WrappedFunction and tensorflow.Tensor


@pytest.mark.parametrize("use", [tensorflow.constant, tensorflow.keras.layers.Dense, Callback])
def test_raises_when_used(use: type) -> None:
    with pytest.raises(tensorflow.NotInstalled):
        use(1)


def test_private_names_do_not_exist() -> None:
    with pytest.raises(AttributeError):
        tensorflow._nothing  # noqa: B018


def test_rasa_imports_over_it() -> None:
    from rasa.engine.recipes.default_components import DEFAULT_COMPONENTS

    assert DEFAULT_COMPONENTS
