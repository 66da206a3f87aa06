// Shows the text as soon as it is read. Without it, the page is loaded again by hand.
const look = async () => {
    const answer = await fetch(location.href).catch(() => null);
    const page = answer?.ok ? await answer.text() : "data-being-read";
    if (page.includes("data-being-read")) {
        setTimeout(look, 4000);
    } else {
        location.reload();
    }
};
setTimeout(look, 4000);
