"""Stand in for TensorFlow: names can be imported and subclassed, anything used raises.

Rasa 3.6.21 imports TensorFlow at its top whatever `config.yml` says. None of our components
needs it, and without it the brain is 0.6 GB instead of 2.6 and ready in 5 s instead of 50.
"""

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Sequence
from typing import Any

__version__ = "2.12.0"
__path__: list[str] = []


class NotInstalled(RuntimeError):
    """TensorFlow was asked to do something; only a stand-in is installed."""


class StandIn(type):
    """A class that can be named, subclassed and looked into, never called."""

    def __getattr__(cls, name: str) -> "StandIn":
        """Answer any public attribute with another stand-in."""
        if name.startswith("_"):
            raise AttributeError(name)
        return StandIn(name, (), {"__module__": f"{cls.__module__}.{cls.__name__}"})

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """Refuse: somebody put a TensorFlow component into config.yml."""
        raise NotInstalled(f"{cls.__module__}.{cls.__name__} needs the real TensorFlow")


class StandInModule(types.ModuleType):
    """A module in which every public name exists."""

    def __getattr__(self, name: str) -> StandIn:
        """Answer any public name with a stand-in."""
        if name.startswith("_"):
            raise AttributeError(name)
        return StandIn(name, (), {"__module__": self.__name__})


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Make every `import tensorflow.x.y` succeed."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Claim this package's sub-modules, and Keras, which TensorFlow would bring."""
        if not fullname.startswith(f"{__name__}.") and fullname.partition(".")[0] != "keras":
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> StandInModule:
        """Make an empty module that answers everything."""
        return StandInModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Have nothing to run."""


sys.meta_path.append(Finder())
sys.modules[__name__].__class__ = StandInModule
