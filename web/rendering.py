"""Templates, compiled for each language of the interface.

In: the name of a template and its values. Out: the page in the visitor's language. Never here: a rendered part that is
kept from one request to the next.

A template calls `_("...")` for its words. Looking them up takes most of the time of a page, and they are the same for
all visitors of one language. So the words are put into the template when it is compiled: once for each language.
"""

import re
from collections.abc import Callable, MutableMapping
from functools import partial
from types import CodeType, FunctionType, MethodType
from typing import Any

from flask import current_app
from flask.templating import Environment
from flask_babel import get_domain
from jinja2 import BytecodeCache, Template, nodes
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from indexer.model.facets import FACET_TABLE
from web.building_addresses import address
from web.languages import UNKNOWN_DATE, date_words_in, interface_language, number_words_in

#: The environments of an application by language, among its extensions.
ENVIRONMENTS = "mithaq_environments"
#: The functions whose constant words are translated while a template is compiled.
WORDS = ("_", "gettext")
#: What is never found in text that can stand in HTML as it is.
SPECIAL = re.compile("[&<>\"']")
#: What is called at once, and what Jinja2 gives to each call for a function that takes the context.
QUICK = frozenset({MethodType, FunctionType, partial, Macro})
OF_TEMPLATES = ("_block_vars", "_loop_vars")


def written(value: object) -> str:
    """A value as a page has it: what MarkupSafe's `escape` gives, but a string as it is where there is nothing to
    escape. Nine of ten values are such strings, and a page has a thousand."""
    if type(value) is Markup or (type(value) is str and SPECIAL.search(value) is None):
        return value
    return escape(value)


class WordedTemplate(Template):
    """A template that writes values by `written`."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,  # type: ignore[override]
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - the name is Jinja2's
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """A template from its code, whose output alone calls `escape`."""
        made = super().from_code(environment, code, globals, uptodate)
        made.root_render_func.__globals__["escape"] = written
        return made


class QuickContext(Context):
    """Calls our functions, of which a page calls hundreds, without asking each time whether they take the context."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What a function gives."""
        if type(called) not in QUICK or getattr(called, "jinja_pass_arg", None) is not None:
            return super().call(called, *args, **kwargs)
        for name in OF_TEMPLATES:
            kwargs.pop(name, None)
        return called(self.eval_ctx, *args, **kwargs) if type(called) is Macro else called(*args, **kwargs)


class WordedEnvironment(Environment):
    """Jinja2's environment of a Flask application; `translate` puts the words of one language into its templates."""

    template_class = WordedTemplate
    context_class = QuickContext
    translate: Callable[[str], str] | None = None

    def in_language(self, language: str, translations: Any) -> "WordedEnvironment":
        """An environment like this one, for one language."""
        own = self.overlay()
        assert isinstance(own, WordedEnvironment)
        own.translate = translations.gettext
        words = {
            "ngettext": _plurals(translations.ngettext),
            "number": partial(number_words_in, language),
            "url_for": _url_for,
            "date_words": _dates(language, translations.gettext(UNKNOWN_DATE)),
            "facet_titles": {facet.name: translations.gettext(facet.title) for facet in FACET_TABLE},
        }
        own.globals = {**self.globals, **words}
        if self.bytecode_cache is not None:
            own.bytecode_cache = _OfLanguage(language, self.bytecode_cache)
        return own

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if self.translate is not None:
            tree = _Translator(self.translate).visit(tree)
            tree.set_environment(self)
        return tree


def render_template(name: str, /, **values: Any) -> str:
    """A template with these values, in the language of the current request."""
    current_app.update_template_context(values)
    return _environment().get_template(name).render(values)


def _environment() -> WordedEnvironment:
    """The environment of the visitor's language; made when it is first needed."""
    made: dict[str, WordedEnvironment] = current_app.extensions.setdefault(ENVIRONMENTS, {})
    language = interface_language()
    if language not in made:
        environment = current_app.jinja_env
        assert isinstance(environment, WordedEnvironment)
        made[language] = environment.in_language(language, get_domain().get_translations())
    return made[language]


class _Translator(NodeTransformer):
    """Replaces calls with constant words by the words of one language, and keeps all other calls."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self._translate = translate

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """The words; as with Jinja2's own function, they are a template of `%`, and safe where output is escaped."""
        self.generic_visit(node)
        words = node.args[0] if len(node.args) == 1 else None
        if not isinstance(node.node, nodes.Name) or node.node.name not in WORDS or not isinstance(words, nodes.Const):
            return node
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            return node
        translated = self._translate(words.value)
        if not node.kwargs:
            return nodes.MarkSafeIfAutoescape(nodes.Const(translated % {}), lineno=node.lineno)
        pairs = [nodes.Pair(nodes.Const(one.key), one.value, lineno=node.lineno) for one in node.kwargs]
        template = nodes.MarkSafeIfAutoescape(nodes.Const(translated), lineno=node.lineno)
        return nodes.Mod(template, nodes.Dict(pairs), lineno=node.lineno)


def _plurals(choose: Callable[[str, str, int], str]) -> Callable[..., Markup]:
    """What templates call `ngettext`: the form of words that a number needs in one language."""

    def ngettext(singular: str, plural: str, num: int, **values: object) -> Markup:
        return Markup(choose(singular, plural, num)) % {"num": num, **values}

    return ngettext


def _url_for(endpoint: str, **values: str | None) -> str:
    """What templates call `url_for`."""
    return address(endpoint, {name: (value,) for name, value in values.items() if value is not None})


def _dates(language: str, unknown: str) -> Callable[[str | None], str]:
    """What templates call `date_words`."""
    return lambda iso: unknown if iso is None else date_words_in(language, iso)


class _OfLanguage(BytecodeCache):
    """A cache of compiled templates that keeps those of one language apart."""

    def __init__(self, language: str, cache: BytecodeCache) -> None:
        self._language = language
        self._cache = cache

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The key of a template."""
        return self._cache.get_cache_key(f"{self._language}/{name}", filename)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if the cache has it."""
        self._cache.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a bucket."""
        self._cache.dump_bytecode(bucket)
